import type { Box, Polygon } from '@camscope/core';
import type { FoundRegion, Shape } from '../work/api.ts';
import { cornersOn } from './corners.ts';
import { MarksLayer, type Mark } from './marks-layer.tsx';
import type { Extent, Placed } from './viewport.ts';

/** What is seen of a region. */
export type Outlined = Pick<FoundRegion, 'box' | 'contours'>;

interface Props {
  readonly pane: Extent;
  readonly at: Placed;
  readonly regions: readonly Outlined[];
  readonly shapes: readonly Shape[];
  readonly marks?: readonly Mark[];
  readonly drawing?: Shape;
  /** Whether corners of drawn shapes can be dragged. */
  readonly handles: boolean;
}

/** CSS pixels. */
const HANDLE = 4;

/** Regions of a map and what is drawn, over a pane. */
export function ShapesLayer({ pane, at, regions, shapes, marks = [], drawing, handles }: Props) {
  const { width, height } = pane;
  // Nothing is anywhere before the pane's size is known.
  if (width === 0) return null;
  return (
    <svg class="shapes" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <g transform={`translate(${at.left} ${at.top}) scale(${at.scale})`}>
        {regions.map((region) => (
          <RegionOutline region={region} />
        ))}
        <MarksLayer marks={marks} scale={at.scale} />
        {shapes.map((shape) => (
          <Outline shape={shape} name="drawn" />
        ))}
        {[...(handles ? shapes : []), ...(drawing ? [drawing] : [])].flatMap(cornersOn).map(([x, y]) => (
          <circle class="handle" cx={x} cy={y} r={HANDLE / at.scale} />
        ))}
        {drawing && <Outline shape={drawing} name="drawing" />}
      </g>
    </svg>
  );
}

function RegionOutline({ region: { box, contours } }: { region: Outlined }) {
  return (
    <>
      {contours.map((points) => (
        <polygon class="contour" points={spelt(points)} />
      ))}
      <rect class="region" {...placeOf(box)} />
    </>
  );
}

function Outline({ shape, name }: { shape: Shape; name: string }) {
  return 'box' in shape ? (
    <rect class={name} {...placeOf(shape.box)} />
  ) : (
    <polygon class={name} points={spelt(shape.polygon)} />
  );
}

function placeOf({ x0, y0, x1, y1 }: Box) {
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}

function spelt(points: Polygon): string {
  return points.map((point) => point.join(',')).join(' ');
}
