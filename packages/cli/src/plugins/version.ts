import { createRequire } from 'node:module';

/** Version of a package that this one depends on, or of this one. */
export function versionOf(packageName: string): string {
  const manifest = createRequire(import.meta.url)(`${packageName}/package.json`) as { version: string };
  return manifest.version;
}
