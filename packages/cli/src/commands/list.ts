import { unknownName, type ContributionKind } from '@camscope/core';
import { loadNamedPlugins, type CommandContext } from '../command.ts';
import { table } from '../terminal/table.ts';
import type { ListOptions } from '../usage/list.ts';

export async function list(
  kind: string | undefined,
  options: ListOptions,
  { io }: CommandContext,
): Promise<void> {
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
