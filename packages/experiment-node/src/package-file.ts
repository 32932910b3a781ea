import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { CamscopeError } from '@camscope/core';

/**
 * The absolute path of a file that a study names: `npm:<package>/<path>` in an installed package, found from the study's
 * folder or from camscope's own; anything else relative to the study's folder.
 * @throws CamscopeError FILE_UNREADABLE for a package that is not installed.
 */
export function locateFile(named: string, directory: string): string {
  const match = /^npm:((?:@[^/]+\/)?[^/]+)\/(.+)$/.exec(named);
  if (!match) return resolve(directory, named);
  const [, name, path] = match;
  for (const from of [join(directory, 'study.yaml'), import.meta.url]) {
    const manifest = manifestOf(name, from);
    if (manifest !== undefined) return join(dirname(manifest), path);
  }
  throw new CamscopeError('FILE_UNREADABLE', `The package ${name} is not installed`, {
    asked: named,
    found: `No such package in ${directory} or above`,
    fix: `npm install ${name}`,
  });
}

function manifestOf(name: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(`${name}/package.json`);
  } catch {
    return undefined;
  }
}
