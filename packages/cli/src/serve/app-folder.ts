import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CamscopeError } from '@camscope/core';
import { appFolder } from '@camscope/studio';

/**
 * Where the built application is.
 * @throws CamscopeError FILE_UNREADABLE in a checkout where it has not been built.
 */
export function builtApp(): string {
  const folder = fileURLToPath(appFolder);
  if (existsSync(`${folder}index.html`)) return folder;
  throw new CamscopeError('FILE_UNREADABLE', 'The application is not built', {
    found: `There is no index.html in ${folder}`,
    fix: "In a checkout, run 'npm run studio'; else install @camscope/studio again",
  });
}
