import type { MaskRuns, Point, Polygon } from '@camscope/core';
import { columnSpans } from '@camscope/datasets-common';
import { fillPolygonsAsPillow, runsOfMask } from '@camscope/pixels';
import type { Frame } from '../segmentations.ts';

/** The mask of outlines as CheXlocalize makes it, without a raster of the whole image. */
export function pillowRuns(outlines: readonly Polygon[], frame: Frame): MaskRuns {
  const points = outlines.flat();
  const [left, right] = range(points, 0, frame.width);
  const [top, bottom] = range(points, 1, frame.height);
  if (right <= left || bottom <= top) return { ...frame, runs: [frame.width * frame.height] };
  // Whole pixels before they are moved, since Pillow cuts off towards 0.
  const moved = outlines.map((outline) =>
    outline.map(([x, y]): Point => [Math.trunc(x) - left, Math.trunc(y) - top]),
  );
  const crop = runsOfMask(fillPolygonsAsPillow(moved, right - left, bottom - top));
  const runs: number[] = [];
  let end = 0;
  for (const { x, y0, y1 } of columnSpans(crop)) {
    const start = (left + x) * frame.height + top + y0;
    if (start === end && runs.length > 0) runs[runs.length - 1] += y1 - y0;
    else runs.push(start - end, y1 - y0);
    end = start + y1 - y0;
  }
  const rest = frame.width * frame.height - end;
  return { ...frame, runs: rest > 0 || runs.length === 0 ? [...runs, rest] : runs };
}

/** The pixels [from, to) of an axis that the points may reach. */
function range(points: readonly Point[], axis: 0 | 1, length: number): [from: number, to: number] {
  const places = points.map((point) => Math.trunc(point[axis]));
  const least = places.reduce((one, other) => Math.min(one, other), length);
  const most = places.reduce((one, other) => Math.max(one, other), -1);
  return [Math.max(0, least), Math.min(length, most + 1)];
}
