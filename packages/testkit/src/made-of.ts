import { innerMethod, parseOptions, withParts, type Explainer } from '@camscope/core';

// Explainers differ in their options, so no common type but `any` holds them all.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyExplainer = Explainer<any>;

/** A method of others, made of these: each by itself, or with its options. */
export function madeOf(
  explainer: AnyExplainer,
  ...parts: readonly (AnyExplainer | readonly [AnyExplainer, options: object])[]
): Explainer {
  const inner = parts.map((part) => {
    const [method, given] = 'id' in part ? [part, {}] : part;
    return innerMethod(method, parseOptions(method, given), given);
  });
  return withParts(explainer, inner);
}
