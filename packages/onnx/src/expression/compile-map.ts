import type { Emitter, Value } from '../edit/emitter.ts';
import type { Aggregation, CompileRequest } from './compile-request.ts';
import { minMax, upsample, type Field } from './emit-words.ts';
import { ExpressionCompiler, type Leaves } from './expression-compiler.ts';

export interface CompiledMap extends Field {
  /** Gradients pass operators whose rule is an approximation. */
  readonly approximate: boolean;
}

/** The map of an expression: at its layer or, of several layers, joined at the finest resolution of them. */
export function compileMap(
  { targets, aggregate = 'mean', expression }: CompileRequest,
  leaves: Omit<Leaves, 'target'>,
  emit: Emitter,
): CompiledMap {
  const compilers = targets.map((target) => new ExpressionCompiler({ ...leaves, target }, emit));
  const maps = compilers.map((compiler) => compiler.field(expression));
  const approximate = compilers.some((compiler) => compiler.approximate);
  if (maps.length === 1) return { ...maps[0], approximate };
  const finest = maps.reduce((a, b) => (b.size[0] * b.size[1] > a.size[0] * a.size[1] ? b : a));
  const levelled = maps.map((map) => minMax(emit, upsample(emit, map, finest.size)));
  return { value: joined(emit, levelled, aggregate), size: finest.size, approximate };
}

function joined(emit: Emitter, maps: readonly Value[], aggregate: Aggregation): Value {
  if (aggregate === 'mean') return emit.mul(maps.reduce(emit.add), emit.scalar(1 / maps.length));
  // max(a, b) = a + ReLU(b − a): the operator Max is not everywhere.
  return maps.reduce((a, b) => emit.add(a, emit.relu(emit.sub(b, a))));
}
