import { KINDS, unknownName } from '@camscope/core';
import { matrix, matrixText } from '../list/matrix.ts';
import { loadNamedPlugins, type CommandContext } from '../command.ts';
import { table } from '../terminal/table.ts';
import type { ListOptions } from '../usage/list.ts';

export async function list(
  kind: string | undefined,
  options: ListOptions,
  { io }: CommandContext,
): Promise<void> {
  if (options.matrix) {
    io.stdout(options.json ? `${JSON.stringify(matrix, null, 2)}\n` : matrixText());
    return;
  }
  const wanted = KINDS.filter((known) => kind === undefined || known === kind);
  if (wanted.length === 0) throw unknownName('kind of contribution', kind!, KINDS);
  const { registry } = await loadNamedPlugins(options, io, wanted);
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
