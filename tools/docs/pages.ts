import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const workspace = resolve(import.meta.dirname, '../..');

/** Every page for readers, relative to the workspace. */
export function pages(): string[] {
  const below = (folder: string) =>
    readdirSync(join(workspace, folder)).map((name) => `${folder}/${name}/README.md`);
  const docs = readdirSync(join(workspace, 'docs'), { recursive: true, encoding: 'utf8' }).map(
    (file) => `docs/${file.replaceAll('\\', '/')}`,
  );
  return [
    ...readdirSync(workspace).filter((name) => name !== 'CHANGELOG.md'),
    ...docs,
    ...['packages', 'examples', 'tools'].flatMap(below),
  ].filter((page) => page.endsWith('.md') && existsSync(join(workspace, page)));
}

export function readPage(page: string): string {
  return readFileSync(join(workspace, page), 'utf8');
}
