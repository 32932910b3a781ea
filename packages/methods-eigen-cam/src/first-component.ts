import type { Expression } from '@camscope/core';
import {
  abs,
  channelMean,
  flattened,
  largest,
  less,
  mapsLike,
  mean,
  mul,
  principal,
  smallest,
  spatialMean,
  spatialSum,
  sub,
} from '@camscope/onnx/expressions';
import type { z } from 'zod';
import type { options } from './options.ts';

type Options = z.output<typeof options>;

/** Maps [N,K,h,w] projected on the first right singular vector of [h·w,K], [N,1,h,w]. */
export function firstComponent(maps: Expression, { centred, squarings, sign }: Options): Expression {
  const matrix = flattened(maps); // [N,1,K,hw]
  const shifted = centred ? sub(matrix, mean(matrix, 'width')) : matrix;
  return turned(mapsLike(principal(shifted, squarings), maps), maps, sign);
}

/** A component [N,1,h,w] of maps [N,K,h,w], with the sign that is asked for. */
export function turned(component: Expression, maps: Expression, sign: Options['sign']): Expression {
  const isTurned = sign === 'energy' ? opposes(component, maps) : less(peak(component), trough(component));
  return mul(component, sub(1, mul(2, isTurned)));
}

function opposes(component: Expression, maps: Expression): Expression {
  const energy = channelMean(abs(maps));
  return less(spatialSum(mul(component, sub(energy, spatialMean(energy)))), 0);
}

function peak(map: Expression): Expression {
  return largest(map, 'height', 'width');
}

function trough(map: Expression): Expression {
  return mul(-1, smallest(map, 'height', 'width'));
}
