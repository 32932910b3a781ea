import { unknownName, type ContributionKind } from '@camscope/core';
import type { Command } from 'commander';
import { addPluginOption, loadNamedPlugins, type CommandContext, type PluginOptions } from '../command.ts';
import { table } from '../terminal/table.ts';

interface ListOptions extends PluginOptions {
  readonly json?: true;
}

export function addList(program: Command, context: CommandContext): void {
  const command = program
    .command('list')
    .description('list what the plugins contribute')
    .argument('[kind]', 'explainer, segmenter, filter, metric, model, dataset, runtime or image-codec')
    .option('--json', 'print JSON');
  addPluginOption(command).action((kind: string | undefined, options: ListOptions) =>
    list(kind, options, context),
  );
}

async function list(kind: string | undefined, options: ListOptions, { io }: CommandContext): Promise<void> {
  const { registry } = await loadNamedPlugins(options, io);
  const kinds = Object.keys(registry) as ContributionKind[];
  if (kind !== undefined && !kinds.some((known) => known === kind))
    throw unknownName('kind of contribution', kind, kinds);
  const wanted = kinds.filter((known) => kind === undefined || known === kind);
  const entries = wanted.flatMap((known) => {
    const catalogue = registry[known];
    return catalogue
      .all()
      .map(({ id, title }) => ({ kind: known, id, title, plugin: catalogue.pluginOf(id) }));
  });
  if (options.json) io.stdout(`${JSON.stringify(entries, null, 2)}\n`);
  else
    io.stdout(
      table(
        ['kind', 'id', 'title', 'plugin'],
        entries.map((entry) => Object.values(entry)),
      ),
    );
}
