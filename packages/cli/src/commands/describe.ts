import { unknownName, type ContributionKind, type Registry } from '@camscope/core';
import { loadNamedPlugins, type CommandContext } from '../command.ts';
import { descriptionOf, type Contributed } from '../describe/description.ts';
import { descriptionInWords } from '../describe/in-words.ts';
import type { DescribeOptions } from '../usage/describe.ts';

export async function describe(id: string, options: DescribeOptions, { io }: CommandContext): Promise<void> {
  const { registry } = await loadNamedPlugins(options, io);
  const all = contributedTo(registry);
  const found = all.filter(({ contribution }) => contribution.id === id);
  if (found.length === 0) {
    const ids = all.map(({ contribution }) => contribution.id);
    throw unknownName('contribution', id, ids, "See 'camscope list'");
  }
  if (options.json) io.stdout(`${JSON.stringify(found.map(descriptionOf), null, 2)}\n`);
  else io.stdout(found.map(descriptionInWords).join('\n'));
}

function contributedTo(registry: Registry): Contributed[] {
  return (Object.keys(registry) as ContributionKind[]).flatMap((kind) => {
    const catalogue = registry[kind];
    return catalogue
      .all()
      .map((contribution) => ({ contribution, plugin: catalogue.pluginOf(contribution.id) }));
  });
}
