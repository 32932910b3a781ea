import type { GraphView, TensorSite, TensorView } from '@camscope/core';
import type { Arrangement } from './arrangement.ts';
import { channelsFirst } from './channels-first.ts';
import { channelsLast } from './channels-last.ts';
import { tokens } from './tokens.ts';

const arrangements: {
  readonly [Kind in TensorView['kind']]: (view: Extract<TensorView, { kind: Kind }>) => Arrangement;
} = {
  'channels-first': () => channelsFirst,
  'channels-last': () => channelsLast,
  tokens,
};

/** How a tensor that is seen this way holds its maps. */
export function arrangementOf(view: TensorView): Arrangement {
  return (arrangements[view.kind] as (view: TensorView) => Arrangement)(view);
}

/** [height, width] of the maps at a site of a probed graph. */
export function sizeAt(graph: GraphView, site: TensorSite): readonly [number, number] {
  const [, height, width] = mapsShapeAt(graph, site);
  return [height, width];
}

/** Number of maps at a site of a probed graph. */
export function channelsAt(graph: GraphView, site: TensorSite): number {
  return mapsShapeAt(graph, site)[0];
}

/** [channels, height, width] of the maps at a site of a probed graph. */
export function mapsShapeAt(
  graph: GraphView,
  { tensor, view }: TensorSite,
): readonly [number, number, number] {
  const [, channels, height, width] = arrangementOf(view).mapsShape(graph.shape(tensor)!);
  return [channels, height, width];
}
