import type { Content } from '../text/markup.ts';
import type { Figure } from '../svg/figure.ts';
import type { Table } from '../tables/table.ts';

/** A piece of a section: prose, a figure, a table, or something to be unfolded. */
export type Block =
  | {
      readonly kind: 'prose';
      readonly content: Content;
      /** As wide as figures. */
      readonly wide?: boolean;
    }
  | { readonly kind: 'figure'; readonly figure: Figure }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'more'; readonly title: string; readonly blocks: readonly Block[] };

export interface Section {
  /** Of its anchor. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export const prose = (content: Content): Block => ({ kind: 'prose', content });
export const figureBlock = (figure: Figure): Block => ({ kind: 'figure', figure });
export const tableBlock = (table: Table): Block => ({ kind: 'table', table });
export const more = (title: string, blocks: readonly Block[]): Block => ({ kind: 'more', title, blocks });

/** All blocks, those to be unfolded included. */
export function allBlocks(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => (block.kind === 'more' ? [block, ...allBlocks(block.blocks)] : [block]));
}
