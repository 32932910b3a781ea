import type { Content } from '../text/markup.ts';
import type { Figure } from '../svg/figure.ts';
import type { Table } from '../tables/table.ts';

/** A piece of a section: prose, a figure, a table, something to be unfolded, or small figures side by side. */
export type Block =
  | {
      readonly kind: 'prose';
      readonly content: Content;
      /** As wide as figures. */
      readonly wide?: boolean;
    }
  | { readonly kind: 'figure'; readonly figure: Figure }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'more'; readonly title: string; readonly blocks: readonly Block[] }
  | { readonly kind: 'beside'; readonly blocks: readonly Block[] };

export interface Section {
  /** Of its anchor. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export const prose = (content: Content): Block => ({ kind: 'prose', content });
export const wide = (content: Content): Block => ({ kind: 'prose', content, wide: true });
export const figureBlock = (figure: Figure): Block => ({ kind: 'figure', figure });
export const tableBlock = (table: Table): Block => ({ kind: 'table', table });
export const more = (title: string, blocks: readonly Block[]): Block => ({ kind: 'more', title, blocks });
export const beside = (blocks: readonly Block[]): Block => ({ kind: 'beside', blocks });

/** All blocks, with those inside others. */
export function allBlocks(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => ('blocks' in block ? [block, ...allBlocks(block.blocks)] : [block]));
}
