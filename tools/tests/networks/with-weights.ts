import { readModel } from '@camscope/onnx';

/** New values of a weight, from its values and shape. */
export type Change = (values: Float32Array, dims: readonly number[]) => Float32Array;

/** A copy of a model with one weight written over: float32, kept as raw data. */
export function withWeights(model: Uint8Array, name: string, change: Change): Uint8Array {
  const copy = model.slice();
  const { raw, dims } = readModel(copy).graph.initializers.get(name)!;
  const values = new Float32Array(raw!.slice().buffer);
  raw!.set(new Uint8Array(change(values, dims).buffer));
  return copy;
}
