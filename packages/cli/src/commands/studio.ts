import type { CommandContext } from '../command.ts';
import { builtApp } from '../serve/app-folder.ts';
import { serve } from '../serve/serve.ts';
import { staticFolder } from '../serve/static-folder.ts';
import { untilStopped } from '../serve/until-stopped.ts';
import type { ServeOptions } from '../usage/serve-options.ts';

export async function studio({ port, open }: ServeOptions, { io }: CommandContext): Promise<void> {
  const handlers = { '': await staticFolder(builtApp()) };
  await untilStopped(await serve({ handlers, port }), '', { open }, io);
}
