import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CamscopeError } from '@camscope/core';
import { appFolder } from '@camscope/studio';
import type { CommandContext } from '../command.ts';
import { serve } from '../serve/serve.ts';
import { staticFolder } from '../serve/static-folder.ts';
import { untilStopped } from '../serve/until-stopped.ts';
import type { ServeOptions } from '../usage/serve-options.ts';

export async function studio({ port, open }: ServeOptions, { io }: CommandContext): Promise<void> {
  const handlers = { '': await staticFolder(builtStudio()) };
  await untilStopped(await serve({ handlers, port }), '', { open }, io);
}

/** The folder of the application. @throws CamscopeError FILE_UNREADABLE where a checkout has not built it. */
export function builtStudio(): string {
  const folder = fileURLToPath(appFolder);
  if (existsSync(new URL('index.html', appFolder))) return folder;
  throw new CamscopeError('FILE_UNREADABLE', 'The studio is not there', {
    asked: folder,
    fix: 'In a checkout, build it: npm run studio. Else, install @camscope/studio again',
  });
}
