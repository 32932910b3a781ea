import { useComputed, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { inWords, texts } from '../../texts/index.ts';
import type { Column } from '../data/query.ts';
import { FACTORS, wordOf, type ScoreRows } from '../data/score-rows.ts';
import { change, filters, order as sorting } from '../state/following.ts';
import { metric, rows, segmenter, select, selected, sorted, stepRow } from '../state/rows.ts';
import { runs } from '../state/runs.ts';
import { keptInSight, type Drawn } from './kept-in-sight.ts';
import { rowLayout } from './row-layout.ts';

/** Rows that are there beyond those that are seen, on either side. */
const BEYOND = 12;
/** Rows by which the table is drawn further. */
const STRIDE = 6;
const PAGE = 20;

/** The rows that pass the filters; however many there are, those that are seen are drawn. */
export function RowTable() {
  const { run: t } = texts.value;
  const frame = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const size = useSignal({ width: 400, height: 600 });
  const { value: all } = rows;
  const { value: order } = sorted;
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([{ contentRect }]) => (size.value = contentRect));
    observer.observe(element);
    return () => observer.disconnect();
  }, [all]);
  const layout = useComputed(() => rows.value && rowLayout(rows.value, size.value.width));
  useRowsInSight(frame, layout.value?.height);
  if (!all || !layout.value) return null;
  const { lines, height, columns: widths } = layout.value;
  const from = Math.max(0, Math.floor(top.value / height) - BEYOND);
  const until = Math.min(order.length, Math.ceil((top.value + size.value.height) / height) + BEYOND);
  const columns = runs.value.length > 1 ? OF_TWO : OF_ONE;
  return (
    <>
      <p class="count" role="status">
        {order.length === 0 ? t.noRows : t.table(inWords(order.length, 0), inWords(all.size, 0))}
      </p>
      <div
        class="rows"
        ref={frame}
        tabIndex={0}
        role="grid"
        aria-label={t.parts.table}
        aria-rowcount={order.length + 1}
        aria-activedescendant={selected.value === undefined ? undefined : `row-${selected.value}`}
        data-lines={lines}
        style={{ '--columns': widths, '--height': `${height}px` }}
        onScroll={({ currentTarget }) => (top.value = strideAt(currentTarget.scrollTop, height))}
        onKeyDown={walk}
      >
        <div class="row head" role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <Head key={column} column={column} />
          ))}
        </div>
        <div role="rowgroup" style={{ height: `${order.length * height}px` }}>
          {Array.from(order.subarray(from, until), (row, i) => (
            <Row key={row} all={all} row={row} at={from + i} top={(from + i) * height} columns={columns} />
          ))}
        </div>
      </div>
      <p class="hint">{t.keys}</p>
    </>
  );
}

/** Brings the row that is looked at into sight; where rows have come in and nothing else has changed, what is in sight stays. */
function useRowsInSight(ref: RefObject<HTMLDivElement | null>, height?: number): void {
  const { value: all } = rows;
  const { value: order } = sorted;
  const { value: row } = selected;
  const chosen = [metric.value, segmenter.value, filters.value, sorting.value] as const;
  const before = useRef<(Drawn & { readonly chosen: typeof chosen }) | undefined>(undefined);
  useLayoutEffect(() => {
    const frame = ref.current;
    if (!frame || !all || height === undefined) return;
    const last = before.current;
    const now = { all, order, height, selected: row, chosen };
    before.current = now;
    const hasGrown = last && last.all !== all && chosen.every((one, i) => one === last.chosen[i]);
    // The head of the table stays over its first row.
    const seen = { top: frame.scrollTop, height: frame.clientHeight - height };
    if (hasGrown) frame.scrollTop = keptInSight(last, now, seen);
    else if (row !== undefined && order.includes(row)) bringIntoSight(frame, order.indexOf(row), height);
  }, [all, order, row, height]);
}

/** The same until the next stride: what lies between draws nothing anew. */
function strideAt(scrollTop: number, height: number): number {
  return Math.floor(scrollTop / (STRIDE * height)) * STRIDE * height;
}

const OF_ONE: readonly Column[] = [...FACTORS, 'value'];
const OF_TWO: readonly Column[] = [...OF_ONE, 'other', 'difference'];

function Head({ column }: { column: Column }) {
  const { run: t } = texts.value;
  const { value: order } = sorting;
  const direction = order.by !== column ? 'none' : order.down ? 'descending' : 'ascending';
  return (
    <div role="columnheader" aria-sort={direction} data-column={column}>
      <button
        type="button"
        tabIndex={-1}
        aria-label={t.sort(t.columns[column])}
        onClick={() => change({ order: { by: column, down: order.by === column ? !order.down : true } })}
      >
        {t.columns[column]} {direction === 'none' ? '' : order.down ? '↓' : '↑'}
      </button>
    </div>
  );
}

interface RowProps {
  readonly all: ScoreRows;
  readonly row: number;
  readonly at: number;
  /** In CSS pixels. */
  readonly top: number;
  readonly columns: readonly Column[];
}

function Row({ all, row, at, top, columns }: RowProps) {
  const isSelected = useComputed(() => selected.value === row);
  return (
    <div
      class="row"
      role="row"
      id={`row-${row}`}
      aria-rowindex={at + 2}
      aria-selected={isSelected.value}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => select(row)}
    >
      {columns.map((column) => (
        <Cell key={column} all={all} row={row} column={column} />
      ))}
    </div>
  );
}

function Cell({ all, row, column }: { all: ScoreRows; row: number; column: Column }) {
  const { missing } = texts.value.run;
  if (column === 'value' || column === 'other' || column === 'difference') {
    const [first, second = NaN] = all.values.map((values) => values[row]);
    const value = { value: first, other: second, difference: second - first }[column];
    const reason = column === 'difference' ? undefined : all.reasons[column === 'value' ? 0 : 1]?.get(row);
    return (
      <div role="gridcell" class="number" data-column={column} title={reason}>
        {Number.isNaN(value) ? (reason ?? missing) : inWords(value, 3)}
      </div>
    );
  }
  const word = wordOf(all.words[column], row) || missing;
  return (
    <div role="gridcell" data-column={column} title={word}>
      {word}
    </div>
  );
}

function walk(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE, Home: -Infinity, End: Infinity }[
    event.key
  ];
  if (step === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  stepRow(step);
}

function bringIntoSight(frame: HTMLElement, at: number, height: number): void {
  const [start, end] = [at * height, (at + 2) * height];
  if (start < frame.scrollTop) frame.scrollTop = start;
  else if (end > frame.scrollTop + frame.clientHeight) frame.scrollTop = end - frame.clientHeight;
}
