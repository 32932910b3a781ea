import { studyJsonSchema } from '@camscope/experiment';
import { loadNamedPlugins, type CommandContext } from '../command.ts';
import type { PluginOptions } from '../usage/option.ts';

export async function schema(options: PluginOptions, { io }: CommandContext): Promise<void> {
  const { registry } = await loadNamedPlugins(options, io);
  io.stdout(`${JSON.stringify(studyJsonSchema(registry), null, 2)}\n`);
}
