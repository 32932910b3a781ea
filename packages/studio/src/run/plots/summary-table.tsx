import { useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { inWords, texts } from '../../texts/index.ts';
import type { Series } from '../data/summaries.ts';
import { Axis } from './axis.tsx';
import { scaleOver, type Scale } from './scale.ts';

export const WIDTH = 320;
/** Room left and right of a drawing, for the words of its axis. */
const EDGE = 14;

/** Has a stretch of the axis chosen; none where a click takes that back. */
type Brush = (stretch: [number, number] | undefined) => void;

interface Props<One extends Series> {
  /** Of the drawings. */
  readonly title: string;
  readonly summaries: readonly One[];
  /** What each row's drawing spans. */
  spans(summary: One): readonly number[];
  draw(summary: One, scale: Scale): ComponentChildren;
  readonly numbers: readonly { readonly title: string; readonly of: (summary: One) => string }[];
  readonly brush?: Brush;
}

/** A row for each method: its numbers, and a drawing over an axis that all rows share. */
export function SummaryTable<One extends Series>({
  title,
  summaries,
  spans,
  draw,
  numbers,
  brush,
}: Props<One>) {
  const { run: t } = texts.value;
  const scale = scaleOver(
    summaries.flatMap((summary) => [...spans(summary)]),
    EDGE,
    WIDTH - EDGE,
  );
  return (
    <div class="scroll" role="group" tabIndex={0} aria-label={title}>
      <table class="summaries">
        <thead>
          <tr>
            <th scope="col">{t.method}</th>
            <th scope="col">
              <span class="hidden">{title}</span>
              <svg class="top" viewBox={`0 0 ${WIDTH} 20`} width={WIDTH} height={20} aria-hidden="true">
                <Axis scale={scale} side="below" place={2} length={-4} />
              </svg>
            </th>
            <th scope="col" class="number">
              {t.n}
            </th>
            {numbers.map((number) => (
              <th key={number.title} scope="col" class="number">
                {number.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {summaries.map((summary) => (
            <tr key={summary.method} data-kind={summary.kind}>
              <th scope="row">{summary.method}</th>
              <td>
                <Drawing label={t.drawing(summary.method)} scale={scale} brush={brush}>
                  {draw(summary, scale)}
                </Drawing>
              </td>
              <td class="number">{inWords(summary.n, 0)}</td>
              {numbers.map((number) => (
                <td key={number.title} class="number">
                  {summary.n === 0 ? t.missing : number.of(summary)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export const ROW = 26;

interface DrawingProps {
  readonly label: string;
  readonly scale: Scale;
  readonly brush?: Brush;
  readonly children: ComponentChildren;
}

function Drawing({ label, scale, brush, children }: DrawingProps) {
  const from = useRef(NaN);
  const valueAt = (event: PointerEvent & { currentTarget: SVGElement }) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return scale.valueAt(((event.clientX - left) / width) * WIDTH);
  };
  return (
    <svg
      class="drawing"
      viewBox={`0 0 ${WIDTH} ${ROW}`}
      width={WIDTH}
      height={ROW}
      role="img"
      aria-label={label}
      onPointerDown={(event) => {
        from.current = valueAt(event);
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerUp={(event) => {
        const [start, end] = [from.current, valueAt(event)];
        const wide = Math.abs(scale.at(end) - scale.at(start)) > 3;
        brush?.(wide ? [Math.min(start, end), Math.max(start, end)] : undefined);
      }}
    >
      {children}
    </svg>
  );
}
