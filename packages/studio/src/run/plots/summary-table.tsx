import { useRef } from 'preact/hooks';
import { usePaneSize } from '../../viewer/pane-size.ts';
import type { ComponentChildren } from 'preact';
import { inWords, texts } from '../../texts/index.ts';
import type { Series } from '../data/summaries.ts';
import { Axis } from './axis.tsx';
import { scaleOver, type Scale } from './scale.ts';

/** Room left and right of a drawing, for the words of its axis. */
const EDGE = 14;

/** Has a stretch of the axis chosen; none where a click takes that back. */
type Brush = (stretch: [number, number] | undefined) => void;

interface Numbers<One> {
  readonly title: string;
  /** Left out where there is little room. */
  readonly spare?: boolean;
  of(summary: One): string;
}

interface Props<One extends Series> {
  /** Of the drawings. */
  readonly title: string;
  readonly summaries: readonly One[];
  /** What each row's drawing spans. */
  spans(summary: One): readonly number[];
  draw(summary: One, scale: Scale): ComponentChildren;
  readonly numbers: readonly Numbers<One>[];
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
  const axis = useRef<HTMLDivElement>(null);
  const width = Math.max(4 * EDGE, usePaneSize(axis).value.width);
  const scale = scaleOver(
    summaries.flatMap((summary) => [...spans(summary)]),
    EDGE,
    width - EDGE,
  );
  return (
    <div class="scroll" role="group" tabIndex={0} aria-label={title}>
      <table class="summaries">
        <thead>
          <Head title={title} numbers={numbers}>
            <div ref={axis}>
              <svg viewBox={`0 0 ${width} 20`} height={20} aria-hidden="true">
                <Axis scale={scale} side="below" place={2} length={-4} />
              </svg>
            </div>
          </Head>
        </thead>
        <tbody>
          {summaries.map((summary) => (
            <tr key={summary.method} data-kind={summary.kind}>
              <th scope="row">{summary.method}</th>
              <td class="drawn">
                <Drawing label={t.drawing(summary.method)} scale={scale} width={width} brush={brush}>
                  {draw(summary, scale)}
                </Drawing>
              </td>
              <td class="number">{inWords(summary.n, 0)}</td>
              {numbers.map((number) => (
                <td key={number.title} class="number" data-spare={number.spare}>
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

interface HeadProps {
  readonly title: string;
  readonly numbers: readonly Pick<Numbers<never>, 'title' | 'spare'>[];
  /** The axis. */
  readonly children: ComponentChildren;
}

function Head({ title, numbers, children }: HeadProps) {
  const { run: t } = texts.value;
  return (
    <tr>
      <th scope="col">{t.method}</th>
      <th scope="col" class="drawn">
        <span class="hidden">{title}</span>
        {children}
      </th>
      <th scope="col" class="number">
        {t.n}
      </th>
      {numbers.map((number) => (
        <th key={number.title} scope="col" class="number" data-spare={number.spare}>
          {number.title}
        </th>
      ))}
    </tr>
  );
}

export const ROW = 26;

interface DrawingProps {
  readonly label: string;
  readonly scale: Scale;
  /** In CSS pixels. */
  readonly width: number;
  readonly brush?: Brush;
  readonly children: ComponentChildren;
}

function Drawing({ label, scale, width, brush, children }: DrawingProps) {
  const from = useRef(NaN);
  const valueAt = (event: PointerEvent & { currentTarget: SVGElement }) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    return scale.valueAt(event.clientX - left);
  };
  return (
    <svg
      class="drawing"
      viewBox={`0 0 ${width} ${ROW}`}
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
