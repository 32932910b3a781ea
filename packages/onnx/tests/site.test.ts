import { floatTensor, itemOf, type FloatTensor, type TensorView } from '@camscope/core';
import {
  arrangementOf,
  createModel,
  draftOf,
  Graph,
  readModel,
  type DeclaredDim,
  type Emitter,
} from '@camscope/onnx';
import { describe, expect, test } from 'vitest';
import { inMemory } from './support/model-file.ts';
import { runOnce } from './support/run-once.ts';

const counted = (dims: readonly number[]) =>
  floatTensor(
    Float32Array.from({ length: dims.reduce((a, b) => a * b) }, (_, i) => i),
    dims,
  );
const maps = counted([2, 3, 4, 5]);

/** Element [1,2,3,0] of the maps, where a tensor of each view has it. */
const views: readonly (readonly [TensorView, axes: string, dims: number[], place: number])[] = [
  [{ kind: 'channels-first' }, 'NCHW', [2, 3, 4, 5], ((1 * 3 + 2) * 4 + 3) * 5],
  [{ kind: 'channels-last' }, 'NHWC', [2, 4, 5, 3], ((1 * 4 + 3) * 5 + 0) * 3 + 2],
  [{ kind: 'tokens', prefix: 0, grid: [4, 5] }, 'NTK', [2, 20, 3], (1 * 20 + 15) * 3 + 2],
  [{ kind: 'tokens', prefix: 2, grid: [4, 5] }, 'NTK', [2, 22, 3], (1 * 22 + 17) * 3 + 2],
];
/** Elements beside maps. */
const besideMaps = (view: TensorView) => (view.kind === 'tokens' ? view.prefix * 3 : 0);

describe.each(views)('seen as %o', (view, axes, dims, place) => {
  const arrangement = arrangementOf(view);
  const tensor = arrangement.batchOf([itemOf(maps, 0), itemOf(maps, 1)]);

  test('maps lie where the view says', () => {
    expect(arrangement.axes).toBe(axes);
    expect(tensor.dims).toEqual(dims);
    expect(tensor.data[place]).toBe(maps.data[((1 * 3 + 2) * 4 + 3) * 5]);
    expect(arrangement.toMaps(tensor)).toEqual(maps);
  });

  test('shapes and axes are those of the tensor', () => {
    expect(arrangement.tensorShape(maps.dims)).toEqual(dims);
    expect(arrangement.mapsShape(dims)).toEqual(maps.dims);
    expect(dims[arrangement.channelAxis]).toBe(3);
    const places = arrangement.spatialAxes.reduce((product, axis) => product * dims[axis], 1);
    expect(places).toBe(besideMaps(view) > 0 ? 1 : 20);
  });

  test('the graph does the same', async () => {
    expect(await inGraph(tensor, (emit, x) => arrangement.emitMaps(emit, x))).toEqual(maps);
    const factors = await inGraph(maps, (emit, x) => arrangement.emitFactors(emit, x));
    expect(factors.dims).toEqual(tensor.dims);
    expect(arrangement.toMaps(factors)).toEqual(maps);
  });

  test('what lies beside maps keeps its values, and is 0 in a batch of maps', async () => {
    const factors = await inGraph(maps, (emit, x) => arrangement.emitFactors(emit, x));
    const beside = besideMaps(view);
    expect(itemOf(factors, 1).data.slice(0, beside)).toEqual(new Float32Array(beside).fill(1));
    expect(itemOf(tensor, 1).data.slice(0, beside)).toEqual(new Float32Array(beside));
  });

  test('factors that broadcast over maps broadcast over the tensor', async () => {
    for (const factors of [counted([2, 1, 4, 5]), counted([2, 3, 1, 1])]) {
      const product = await inGraph(factors, (emit, x) =>
        emit.mul(emit.constant(tensor), arrangement.emitFactors(emit, x)),
      );
      const expected = await inGraph(factors, (emit, x) => emit.mul(emit.constant(maps), x));
      expect(arrangement.toMaps(product)).toEqual(expected);
    }
  });
});

async function inGraph(x: FloatTensor, make: (emit: Emitter, x: string) => string): Promise<FloatTensor> {
  const model = createModel({
    nodes: [{ op: 'Identity', inputs: ['x'], outputs: ['same'] }],
    inputs: [{ name: 'x', type: 'float32', dims: x.dims as DeclaredDim[] }],
    outputs: [{ name: 'same' }],
  });
  const { draft, emit } = draftOf(new Graph(readModel(model)));
  emit.named(make(emit, 'same'), 'y');
  draft.setOutputs([{ name: 'y' }]);
  const { y } = await runOnce(draft.toSource(inMemory(model)), { x });
  return { type: 'float32', dims: [...y.dims], data: y.data as Float32Array };
}
