/// <reference types="vite/client" />

/** Of every package, taken when the application is built. */
const versions = import.meta.glob<string>('../../../../*/package.json', { eager: true, import: 'version' });

/** Version of a package of camscope: `engine`. */
export function versionOf(name: string): string {
  return versions[`../../../../${name}/package.json`];
}
