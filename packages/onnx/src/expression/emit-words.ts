import type { Emitter, Value } from '../edit/emitter.ts';

/** How each word of arithmetic is spelt in ONNX operators. */
export const emitWord: Readonly<Record<string, (emit: Emitter, operands: readonly Value[]) => Value>> = {
  add: (emit, [a, b]) => emit.add(a, b),
  sub: (emit, [a, b]) => emit.sub(a, b),
  mul: (emit, [a, b]) => emit.mul(a, b),
  div: (emit, [a, b]) => {
    const isZero = emit.equal(b, emit.scalar(0));
    return emit.mul(emit.div(a, emit.add(b, isZero)), emit.complement(isZero));
  },
  relu: (emit, [x]) => emit.relu(x),
  positive: (emit, [x]) => emit.greater(x, emit.scalar(0)),
  abs: (emit, [x]) => emit.node('Abs', [x]),
  spatialMean: (emit, [x]) => emit.reduceMean(x, [2, 3]),
  spatialSum: (emit, [x]) => emit.reduceSum(x, [2, 3]),
  channelSum: (emit, [x]) => emit.reduceSum(x, [1]),
  channelMean: (emit, [x]) => emit.reduceMean(x, [1]),
};
