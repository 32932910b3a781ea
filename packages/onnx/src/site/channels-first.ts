import type { Arrangement } from './arrangement.ts';
import { writeBatch } from './write-batch.ts';

/** [N,K,h,w], as ONNX's convolutions and pools have it. */
export const channelsFirst: Arrangement = {
  axes: 'NCHW',
  channelAxis: 1,
  spatialAxes: [2, 3],
  mapsShape: (dims) => dims,
  tensorShape: (dims) => dims,
  emitMaps: (_, tensor) => tensor,
  emitFactors: (_, factors) => factors,
  toMaps: (tensor) => tensor,
  batchOf: (items, scratch) => writeBatch(items, channelsFirst, scratch, (maps, into) => into.set(maps.data)),
};
