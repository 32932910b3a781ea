import { byStage, needsNetwork, type Overview } from '@camscope/experiment';
import { table } from '../terminal/table.ts';
import { bytes, count, duration } from '../terminal/words.ts';

/** A plan as a table of its stages. */
export function planTable(parts: readonly Overview[]): string {
  const header = ['stage', 'units', 'done', 'to run', 'passes', 'disk', 'time', 'why'];
  const rows = [...byStage(parts), totalOf(parts)].map((row) => [
    ...[row.stage, row.units, row.done, row.due],
    ...[known(row.passes, String), known(row.bytes, bytes), known(row.seconds, duration)],
    whyInWords(row.why),
  ]);
  return table(header, rows);
}

/** The same in three lines. */
export function planInBrief(parts: readonly Overview[]): string {
  const total = totalOf(parts);
  const due = byStage(parts).filter((stage) => stage.due > 0);
  const networks = due.some(({ stage }) => needsNetwork(stage)) ? '' : ': no network is opened';
  const first = `${count(total.units, 'unit')}, ${total.done} done, ${total.due} to run${total.due > 0 ? networks : ': everything is known'}`;
  const second = `to run: ${due.map(({ stage, due: n }) => `${stage} ${n}`).join(', ') || 'nothing'}; time ${known(total.seconds, duration)}, disk ${known(total.bytes, bytes)}`;
  const third = `why: ${whyInWords(reasons(parts)) || 'nothing has changed'}`;
  return [first, second, third].map((line) => `camscope: ${line}\n`).join('');
}

/** Those of what is due that do not follow from another. */
function reasons(parts: readonly Overview[]): string[] {
  const due = parts.filter((part) => part.due > 0);
  const first = due.filter(({ follows }) => !follows);
  return [...new Set((first.length > 0 ? first : due).flatMap(({ why }) => why))];
}

interface Total extends Omit<Overview, 'stage' | 'of'> {
  readonly stage: string;
}

function totalOf(parts: readonly Overview[]): Total {
  const sum = (of: (part: Overview) => number) => parts.reduce((total, part) => total + of(part), 0);
  const all = (of: (part: Overview) => number | null) =>
    parts.some((part) => of(part) === null) ? null : sum((part) => of(part)!);
  return {
    ...{
      stage: 'all',
      units: sum(({ units }) => units),
      done: sum(({ done }) => done),
      due: sum(({ due }) => due),
    },
    ...{ failed: sum(({ failed }) => failed), why: [], follows: false },
    ...{
      passes: all(({ passes }) => passes),
      bytes: all((part) => part.bytes),
      seconds: all(({ seconds }) => seconds),
    },
  };
}

function known(value: number | null, words: (value: number) => string): string {
  return value === null ? 'unknown' : words(value);
}

const MOST = 4;

function whyInWords(why: readonly string[]): string {
  const more = why.length > MOST ? [`and ${why.length - MOST} more`] : [];
  return [...why.slice(0, MOST), ...more].join('; ');
}
