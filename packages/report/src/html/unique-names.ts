import type { Block, Section } from './section.ts';

/** Figures and tables whose names are taken get a number: two labels may differ in signs alone. */
export function withUniqueNames(sections: readonly Section[]): Section[] {
  const taken = new Set<string>();
  const unique = (name: string) => {
    let free = name;
    for (let i = 2; taken.has(free.toLowerCase()); i++) free = `${name}-${i}`;
    taken.add(free.toLowerCase());
    return free;
  };
  const rename = (block: Block): Block => {
    switch (block.kind) {
      case 'figure':
        return {
          ...block,
          figure: { ...block.figure, name: unique(`figure ${block.figure.name}`).slice(7) },
        };
      case 'table':
        return { ...block, table: { ...block.table, name: unique(`table ${block.table.name}`).slice(6) } };
      case 'more':
        return { ...block, blocks: block.blocks.map(rename) };
      case 'prose':
        return block;
    }
  };
  return sections.map((section) => ({ ...section, blocks: section.blocks.map(rename) }));
}
