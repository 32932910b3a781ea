import { inWords } from '../../texts/index.ts';
import { decimalsOf, ticksOf, type Scale } from './scale.ts';

/** Ticks below a drawing, or left of it. */
export function Axis({ scale, side, place, length }: AxisProps) {
  const ticks = ticksOf(scale);
  const decimals = decimalsOf(ticks);
  return (
    <g class="axis" aria-hidden="true">
      {ticks.map((tick) => {
        const at = scale.at(tick);
        return side === 'below' ? (
          <g key={tick} transform={`translate(${at} ${place})`}>
            <line y2={-length} />
            <text y={14} text-anchor="middle">
              {inWords(tick, decimals)}
            </text>
          </g>
        ) : (
          <g key={tick} transform={`translate(${place} ${at})`}>
            <line x2={length} />
            <text x={-6} dy="0.32em" text-anchor="end">
              {inWords(tick, decimals)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

interface AxisProps {
  readonly scale: Scale;
  readonly side: 'below' | 'left';
  /** Where the axis lies, across its direction. */
  readonly place: number;
  /** Of the lines through the drawing. */
  readonly length: number;
}
