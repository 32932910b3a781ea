import type { Emitter, Value } from '../edit/emitter.ts';

/** One-hot [N,classes] of the class with the highest logit, the first of equals. In float arithmetic. */
export function topSeed(emit: Emitter, logits: Value, classes: number): Value {
  const isTop = emit.equal(logits, emit.reduceMax(logits, [1]));
  const earliness = emit.mul(isTop, emit.sub(emit.scalar(classes), indicesOf(emit, classes)));
  return emit.mul(isTop, emit.equal(earliness, emit.reduceMax(earliness, [1])));
}

/**
 * One-hot [R,classes] of the classes asked for, or `top` where the class is negative.
 * @param asked float32 [R,1]
 * @param top [R,classes] or [1,classes]
 */
export function seedOf(emit: Emitter, asked: Value, top: Value, classes: number): Value {
  const isAsked = emit.equal(indicesOf(emit, classes), asked);
  return emit.add(isAsked, emit.mul(top, emit.less(asked, emit.scalar(0))));
}

function indicesOf(emit: Emitter, classes: number): Value {
  const data = Float32Array.from({ length: classes }, (_, i) => i);
  return emit.constant({ type: 'float32', dims: [1, classes], data });
}
