import { floatTensor, itemOf, type TensorView } from '@camscope/core';
import type { Arrangement } from './arrangement.ts';
import { swap } from './swap.ts';
import { writeBatch } from './write-batch.ts';

/** [N,T,K], as transformers have it: the patches row by row, behind the tokens of class, distillation and registers. */
export function tokens({ prefix, grid }: Extract<TensorView, { kind: 'tokens' }>): Arrangement {
  const [height, width] = grid;
  const mapsShape = ([n, , channels]: readonly number[]) => [n, channels, height, width];
  const tensorShape = ([n, channels]: readonly number[]) => [n, prefix + height * width, channels];
  return {
    axes: 'NTK',
    channelAxis: 2,
    spatialAxes: prefix === 0 ? [1] : [],
    mapsShape,
    tensorShape,
    emitMaps(emit, tensor) {
      const patches = prefix === 0 ? tensor : emit.slice(tensor, [1], [prefix], [prefix + height * width]);
      return emit.transpose(emit.reshape(patches, [0, height, width, -1]), [0, 3, 1, 2]);
    },
    emitFactors(emit, factors) {
      const ofPlaces = emit.expand(factors, [1, 1, height, width]);
      const ofPatches = emit.transpose(emit.reshape(ofPlaces, [0, 0, -1]), [0, 2, 1]);
      return emit.pad(ofPatches, [0, prefix, 0, 0, 0, 0], 1);
    },
    toMaps(tensor) {
      const dims = mapsShape(tensor.dims);
      const maps = floatTensor(new Float32Array(dims.reduce((a, b) => a * b)), dims);
      for (let n = 0; n < dims[0]; n++) {
        swap(itemOf(tensor, n).data.subarray(prefix * dims[1]), itemOf(maps, n).data, dims[1]);
      }
      return maps;
    },
    batchOf: (items, scratch) =>
      writeBatch(items, { tensorShape }, scratch, ({ data, dims: [channels] }, into) => {
        into.fill(0, 0, prefix * channels);
        swap(data, into.subarray(prefix * channels), height * width);
      }),
  };
}
