import type { Heatmap } from '@camscope/core';
import type { Cut } from '../threshold/cut.ts';
import { stretchesOfFinished } from '../threshold/finished-map.ts';
import { STRETCH } from '../threshold/stretches.ts';
import { SpanEdges, type Spans } from './spans.ts';

/** The last cut of finished maps, and what is above: segmenters tend to agree on it. */
const lastCuts = new WeakMap<Heatmap, { readonly cut: Cut; readonly spans: Spans }>();

/** The pixels of a finished map, whose values change no more, in the upper part. */
export function spansAbove(map: Heatmap, cut: Cut): Spans {
  const last = lastCuts.get(map);
  if (last?.cut.edge === cut.edge && last.cut.inclusive === cut.inclusive) return last.spans;
  const [spans] = findAbove(map, [cut]);
  lastCuts.set(map, { cut, spans });
  return spans;
}

/** So many cuts are found in one look at the map, and held at a time. */
const AT_ONCE = 32;

/** The same for each of many cuts, whose upper parts become smaller and smaller. */
export function* spansAboveEach(map: Heatmap, cuts: readonly Cut[]): Generator<Spans> {
  for (let i = 0; i < cuts.length; i += AT_ONCE) yield* findAbove(map, cuts.slice(i, i + AT_ONCE));
}

/** Goes along each row from cut to cut, and past stretches that lie between two. */
function findAbove(map: Heatmap, cuts: readonly Cut[]): Spans[] {
  const { width, height, data } = map;
  const { lows, highs } = stretchesOfFinished(map);
  // No heat is below or above what is not a number.
  const bounds = Float64Array.of(NaN, ...cuts.map(leastAbove), NaN);
  const edges = cuts.map(() => new SpanEdges(width, height));
  let stretch = 0;
  for (let row = 0; row < data.length; row += width) {
    let passed = 0;
    let low = bounds[0];
    let high = bounds[1];
    for (let start = row; start < row + width; start += STRETCH, stretch++) {
      if (!(lows[stretch] < low || highs[stretch] >= high)) continue;
      const end = Math.min(row + width, start + STRETCH);
      for (let i = start; i < end; i++) {
        const heat = data[i];
        while (heat >= high) {
          edges[passed++].add(i - row);
          low = high;
          high = bounds[passed + 1];
        }
        while (heat < low) {
          edges[--passed].add(i - row);
          high = low;
          low = bounds[passed];
        }
      }
    }
    for (const one of edges) one.endRow();
  }
  return edges.map((one) => one.toSpans());
}

/** The least float32 in the upper part; 0 where all heat is. */
function leastAbove({ edge, inclusive }: Cut): number {
  const nearest = Float32Array.of(edge + 0);
  if (!(nearest[0] >= 0)) return 0;
  if (nearest[0] > edge || (inclusive && nearest[0] === edge)) return nearest[0];
  new Int32Array(nearest.buffer)[0]++;
  return nearest[0];
}
