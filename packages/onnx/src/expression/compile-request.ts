import type { CombinedScore, Expression, Head, Join, TensorSite } from '@camscope/core';
import type { ImageRange } from '../gradient/rule.ts';
import type { Graph } from '../graph/graph.ts';
import type { Dialect } from '../placement/dialect.ts';

/** What is compiled onto a network: a map, or values of all targets together, by names. */
export type CompileRequest = Compiling &
  (
    | { readonly expression: Expression; readonly fetch?: undefined }
    | { readonly fetch: Readonly<Record<string, Expression>>; readonly expression?: undefined }
  );

export interface Compiling {
  /** Probed. */
  readonly graph: Graph;
  readonly head: Head;
  /** Where `activations` are taken: one or several layers. */
  readonly targets: readonly TensorSite[];
  /** The expression takes all of them, and has one map. */
  readonly together?: boolean;
  /** How the maps of several layers become one; each is first brought to [0, 1] at the finest layer's resolution. */
  readonly aggregate?: Aggregation;
  /** Expressions whose maps are joined with that of `expression`. */
  readonly others?: readonly Expression[];
  /** How all of these maps become one, in place of `aggregate`: each is first brought to [0, 1] at its own resolution. */
  readonly join?: Exclude<Join, 'mean'>;
  /** What is explained in place of the class's logit. */
  readonly score?: CombinedScore;
  /** Within which the network's input lies, if preprocessing tells. */
  readonly imageRange?: ImageRange;
  /** Of the provider that is to run it. */
  readonly dialect?: Dialect;
}

export const aggregations = ['mean', 'max'] as const;
export type Aggregation = (typeof aggregations)[number];
