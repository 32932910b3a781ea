import { keyOf, rowOf, type ScoreRows } from '../data/score-rows.ts';

/** A table as it is drawn: its rows in order, each so many CSS pixels high. */
export interface Drawn {
  readonly all: ScoreRows;
  readonly order: Uint32Array;
  readonly height: number;
  /** The row that is looked at. */
  readonly selected?: number;
}

/** A part of a table, in CSS pixels. */
export interface Seen {
  readonly top: number;
  readonly height: number;
}

/**
 * From where a table is seen when rows have come in, so that what is on screen stays there: the row that is looked at where it is in sight,
 * and else the uppermost. Who is at the very top stays there.
 */
export function keptInSight(before: Drawn, now: Drawn, { top, height }: Seen): number {
  const place = before.selected === undefined ? -1 : before.order.indexOf(before.selected);
  const isSeen = place >= 0 && place * before.height >= top && (place + 1) * before.height <= top + height;
  if (!isSeen && top === 0) return 0;
  const anchor = isSeen ? place : Math.floor(top / before.height);
  const row =
    before.order[anchor] === undefined ? undefined : rowOf(now.all, keyOf(before.all, before.order[anchor]));
  const at = row === undefined ? -1 : now.order.indexOf(row);
  return at < 0 ? top : Math.max(0, at * now.height + (top - anchor * before.height));
}
