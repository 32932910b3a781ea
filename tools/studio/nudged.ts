import { decodeTensor, Draft, random, readModel } from '@camscope/onnx';

/** The model in one file, each of its weights in float32 moved by a unit in the last place, up or down, or left, as the seed has it. */
export function nudged(bytes: Uint8Array, seed: number): Uint8Array {
  const draw = random(seed);
  const model = readModel(bytes);
  const draft = new Draft(model);
  for (const [name, proto] of model.graph.initializers) {
    const tensor = decodeTensor(proto);
    if (tensor?.type !== 'float32') continue;
    const data = tensor.data.slice();
    const bits = new Int32Array(data.buffer);
    data.forEach((weight, i) => {
      if (weight !== 0) bits[i] += Math.floor(3 * draw()) - 1;
    });
    draft.replace(name);
    draft.prelude.addConstant(name, { ...tensor, data });
  }
  return Buffer.concat(draft.toChunks());
}
