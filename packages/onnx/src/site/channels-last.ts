import { floatTensor, itemOf, type FloatTensor } from '@camscope/core';
import type { Arrangement } from './arrangement.ts';
import { swap } from './swap.ts';
import { writeBatch } from './write-batch.ts';

/** [N,h,w,K], as TensorFlow has it. */
export const channelsLast: Arrangement = {
  axes: 'NHWC',
  channelAxis: 3,
  spatialAxes: [1, 2],
  mapsShape: ([n, height, width, channels]) => [n, channels, height, width],
  tensorShape: ([n, channels, height, width]) => [n, height, width, channels],
  emitMaps: (emit, tensor) => emit.transpose(tensor, [0, 3, 1, 2]),
  emitFactors: (emit, factors) => emit.transpose(factors, [0, 2, 3, 1]),
  toMaps(tensor) {
    const dims = channelsLast.mapsShape(tensor.dims);
    return floatTensor(swapped(tensor, dims[1]), dims);
  },
  batchOf: (items, scratch) =>
    writeBatch(items, channelsLast, scratch, ({ data, dims }, into) => swap(data, into, dims[1] * dims[2])),
};

/** Every item [a,b] as [b,a], where b is `inner`. */
function swapped(batch: FloatTensor, inner: number): Float32Array {
  const swapped = { ...batch, data: new Float32Array(batch.data.length) };
  for (let n = 0; n < batch.dims[0]; n++) swap(itemOf(batch, n).data, itemOf(swapped, n).data, inner);
  return swapped.data;
}
