import { normalisedAxes, type Rule, type RuleContext, type Value } from '@camscope/onnx/rules';
import { differenceOf, isNear } from './differences.ts';

/**
 * y = e·r with e = exp x and r = 1/Σe: e is rescaled, products are split evenly, and r − r₀ = −r·r₀·Σ(e − e₀).
 */
export const softmaxRule =
  (epsilon: number): Rule =>
  (at) => {
    const { emit, x, g } = at;
    const axes = normalisedAxes(at);
    const [image, other] = [at.original(x), x];
    const [top, top0] = [image, other].map((value) => emit.reduceMax(value, axes));
    // Any number taken from all of x leaves y as it is; the largest of both keeps exp within bounds.
    const shift = emit.add(top0, emit.relu(emit.sub(top, top0)));
    const [e, e0] = [image, other].map((value) => emit.node('Exp', [emit.sub(value, shift)]));
    const [r, r0] = [e, e0].map((value) => emit.div(emit.scalar(1), emit.reduceSum(value, axes)));
    const direct = emit.mul(g, mean(at, r, r0));
    const through = emit.mul(emit.reduceSum(emit.mul(g, mean(at, e, e0)), axes), emit.mul(r, r0));
    const difference = differenceOf(at, x);
    const near = isNear(emit, difference, epsilon);
    const slope = emit.div(emit.sub(e, e0), emit.where(near, emit.scalar(1), difference));
    return [emit.mul(emit.sub(direct, through), emit.where(near, e, slope))];
  };

/**
 * y = scale·c·r with c = x − mean and r = 1/σ: products are split evenly, and r − r₀ = −(σ² − σ₀²) / (σ·σ₀·(σ + σ₀)).
 */
export const layerNormRule: Rule = (at) => {
  const { emit, x } = at;
  const axes = Array.from({ length: at.rank(x) }, (_, axis) => axis).slice(
    fromFront(at, at.number('axis', -1)),
  );
  const count = axes.reduce((size, axis) => size * at.shape(x).dims[axis], 1);
  const [c, c0] = [at.original(x), x].map((value) => emit.sub(value, emit.reduceMean(value, axes)));
  const [s, s0] = [c, c0].map((centred) => {
    const variance = emit.reduceMean(emit.mul(centred, centred), axes);
    return emit.node('Sqrt', [emit.add(variance, emit.scalar(at.number('epsilon', 1e-5)))]);
  });
  const [r, r0] = [s, s0].map((deviation) => emit.div(emit.scalar(1), deviation));
  const g = emit.mul(at.g, at.input(1));
  const centred = mean(at, c, c0);
  const along = emit.reduceSum(emit.mul(g, centred), axes);
  const change = emit.div(emit.mul(emit.mul(r, r0), emit.scalar(2 / count)), emit.add(s, s0));
  const toCentred = emit.sub(emit.mul(g, mean(at, r, r0)), emit.mul(emit.mul(along, change), centred));
  return [emit.sub(toCentred, emit.reduceMean(toCentred, axes))];
};

function mean({ emit }: RuleContext, a: Value, b: Value): Value {
  return emit.mul(emit.add(a, b), emit.scalar(0.5));
}

function fromFront(at: RuleContext, axis: number): number {
  return axis < 0 ? axis + at.rank(at.x) : axis;
}
