import type { Expression, Join } from '@camscope/core';
import type { Emitter, Value } from '../edit/emitter.ts';
import { attentionsOf } from '../locate/attentions.ts';
import type { Aggregation, CompileRequest, Compiling } from './compile-request.ts';
import { minMax, upsample } from './emit-words.ts';
import { ExpressionCompiler, type Leaves } from './expression-compiler.ts';
import type { Field } from './field.ts';
import { fetchedName, NAMES } from './names.ts';

export interface CompiledMap extends Field {
  /** Gradients pass operators whose rule is an approximation. */
  readonly approximate: boolean;
}

export type MapRequest = Compiling & { readonly expression: Expression };

/** What is asked for, by the names of outputs. */
export function compileOutputs(
  request: CompileRequest,
  leaves: Omit<Leaves, 'targets' | 'attentions'>,
  emit: Emitter,
): { readonly outputs: ReadonlyMap<string, Field>; readonly approximate: boolean } {
  const { targets, fetch } = request;
  if (fetch === undefined) {
    const map = compileMap(request, leaves, emit);
    return { outputs: new Map([[NAMES.map, map]]), approximate: map.approximate };
  }
  const attentions = attentionsOf(leaves.graph);
  const compiler = new ExpressionCompiler({ ...leaves, targets, attentions }, emit);
  const outputs = new Map(
    Object.entries(fetch).map(([name, expression]) => [fetchedName(name), compiler.field(expression)]),
  );
  return { outputs, approximate: compiler.approximate };
}

/** The map of an expression: at its layer or, of several layers, joined at the finest resolution of them. */
export function compileMap(
  { targets, together = false, aggregate = 'mean', expression, others = [], join }: MapRequest,
  leaves: Omit<Leaves, 'targets' | 'attentions'>,
  emit: Emitter,
): CompiledMap {
  const attentions = attentionsOf(leaves.graph);
  const sites = together ? [targets] : targets.map((target) => [target]);
  const compilers = sites.map((targets) => new ExpressionCompiler({ ...leaves, targets, attentions }, emit));
  const maps = [expression, ...others].flatMap((one) => compilers.map((compiler) => compiler.field(one)));
  const approximate = compilers.some((compiler) => compiler.approximate);
  if (maps.length === 1) return { ...maps[0], approximate };
  const { shape } = maps.reduce((a, b) => (areaOf(b) > areaOf(a) ? b : a));
  const finest = [shape[1], shape[2]] as const;
  const levelled = maps.map((map) =>
    join
      ? upsample(emit, { ...map, value: minMax(emit, map.value) }, finest)
      : minMax(emit, upsample(emit, map, finest)),
  );
  return { ...maps[0], value: joined(emit, levelled, join ?? aggregate), shape, approximate };
}

function joined(emit: Emitter, maps: readonly Value[], how: Aggregation | Join): Value {
  if (how === 'product-of-normalised') return maps.reduce(emit.mul);
  if (how !== 'max') return emit.mul(maps.reduce(emit.add), emit.scalar(1 / maps.length));
  // max(a, b) = a + ReLU(b − a): the operator Max is not everywhere.
  return maps.reduce((a, b) => emit.add(a, emit.relu(emit.sub(b, a))));
}

function areaOf({ shape: [, height, width] }: Field): number {
  return height * width;
}
