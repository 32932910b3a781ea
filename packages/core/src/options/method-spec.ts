import type { Explainer, InnerMethod } from '../contracts/explainer.ts';
import { CamscopeError } from '../errors/camscope-error.ts';
import type { Catalogue } from '../plugin/registry.ts';
import { combined, innerMethod } from './combined.ts';
import { parseOptions } from './parse-options.ts';

/** A method as it is asked for: an id or, of a method of others, what it is made of. */
export type MethodSpec = string | MethodInFull;
export interface MethodInFull {
  readonly use: string;
  readonly of?: MethodSpec | readonly MethodSpec[];
  readonly options?: Readonly<Record<string, unknown>>;
}

/**
 * The name of a method as it is spelt in tables, `ensemble(grad-cam,finer(layer-cam))`, as what it asks for.
 * @throws CamscopeError CONFIG_INVALID for brackets that do not match.
 */
export function methodSpec(text: string): MethodInFull {
  const [, use, inner] = /^([^()]*)(?:\((.*)\))?$/s.exec(text.trim()) ?? [];
  if (use === undefined || use === '') {
    throw new CamscopeError('CONFIG_INVALID', `'${text}' is no name of a method`, {
      fix: "Write an id, or a method of others with what it is made of: 'finer(grad-cam)'",
    });
  }
  return inner === undefined ? { use } : { use, of: splitAtTop(inner).map(methodSpec) };
}

/** What a method is made of, each in full; none for a method that stands by itself. */
export function partsOf({ of = [] }: MethodInFull): MethodInFull[] {
  return [of].flat().map((one) => (typeof one === 'string' ? methodSpec(one) : (one as MethodInFull)));
}

/** `finer(grad-cam)`, as `methodName` has it of what a specification asks for. */
export function nameOfSpec(spec: MethodInFull): string {
  const parts = partsOf(spec);
  return parts.length === 0 ? spec.use : `${spec.use}(${parts.map(nameOfSpec).join(',')})`;
}

/**
 * A method with what it is made of.
 * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID.
 */
export function chooseMethod(explainers: Catalogue<'explainer'>, spec: MethodInFull): InnerMethod {
  const explainer = withParts(
    explainers.get(spec.use),
    partsOf(spec).map((part) => chooseMethod(explainers, part)),
  );
  return innerMethod(explainer, parseOptions(explainer, spec.options), spec.options);
}

/**
 * An explainer made of parts; one that stands by itself has none.
 * @throws CamscopeError CONFIG_INVALID.
 */
export function withParts(explainer: Explainer, parts: readonly InnerMethod[]): Explainer {
  if (explainer.combine) return combined(explainer, parts);
  if (parts.length === 0) return explainer;
  throw new CamscopeError('CONFIG_INVALID', `'${explainer.id}' is not made of other methods`, {
    fix: "Leave 'of' out",
  });
}

/** At commas that stand in no brackets. */
function splitAtTop(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}
