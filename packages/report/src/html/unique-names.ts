import type { Page } from './document.ts';
import type { Block } from './section.ts';

/** Figures and tables whose names are taken get a number: two labels may differ in signs alone. */
export function withUniqueNames(pages: readonly Page[]): Page[] {
  const taken = new Set<string>();
  const unique = <T extends { readonly name: string }>(kind: string, of: T): T => {
    let free = of.name;
    for (let i = 2; taken.has(`${kind} ${free.toLowerCase()}`); i++) free = `${of.name}-${i}`;
    taken.add(`${kind} ${free.toLowerCase()}`);
    return { ...of, name: free };
  };
  const rename = (block: Block): Block => {
    switch (block.kind) {
      case 'figure':
        return { ...block, figure: unique('figure', block.figure) };
      case 'table':
        return { ...block, table: unique('table', block.table) };
      case 'more':
      case 'beside':
        return { ...block, blocks: block.blocks.map(rename) };
      case 'prose':
        return block;
    }
  };
  return pages.map(({ first, sections, ...page }) => ({
    ...page,
    ...(first && { first: { ...first, figure: first.figure && unique('figure', first.figure) } }),
    sections: sections.map((section) => ({ ...section, blocks: section.blocks.map(rename) })),
  }));
}
