import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { FILES } from '@camscope/core';
import { codecOf, readLock } from '@camscope/pipeline';
import { loadNamedPlugins, type CommandContext } from '../command.ts';
import { serve, type Handler } from '../serve/serve.ts';
import { staticFolder } from '../serve/static-folder.ts';
import { untilStopped } from '../serve/until-stopped.ts';
import { builtApp } from '../serve/app-folder.ts';
import type { ServeOptions } from '../usage/serve-options.ts';
import { runImages } from '../view/run-images.ts';
import { stateOf } from '../view/watch-run.ts';

/** Serves runs and the application that shows them. What is served is the run's folder and the radiographs that it lists. */
export async function view(
  runs: readonly string[],
  { port, open }: ServeOptions,
  { io }: CommandContext,
): Promise<void> {
  const { container, registry } = await loadNamedPlugins({ plugin: [] }, io, ['image-codec']);
  const files = container.get(FILES);
  const shown = await Promise.all(
    runs.map(async (path) => {
      const folder = resolve(io.cwd, path);
      const codec = codecOf(await readLock(folder, files), registry['image-codec']);
      return { folder, tables: await staticFolder(folder), radiographs: runImages({ folder, files, codec }) };
    }),
  );
  const handlers: Record<string, Handler> = {
    '': await staticFolder(builtApp()),
    state: async (_request, response) => {
      const states = await Promise.all(shown.map(({ folder }) => stateOf(folder)));
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(states));
      return true;
    },
  };
  shown.forEach(({ tables, radiographs }, i) => {
    handlers[`run-${i}`] = tables;
    handlers[`radiographs-${i}`] = radiographs;
  });
  const served = await serve({ handlers, port, token: randomBytes(16).toString('base64url') });
  await untilStopped(served, '#/run', { open }, io);
}
