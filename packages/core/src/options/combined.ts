import type { CombinedExplainer, Explainer, InnerMethod } from '../contracts/explainer.ts';
import { CamscopeError } from '../errors/camscope-error.ts';
import { presetOf } from './parse-options.ts';

/**
 * A method of others, made of these: it has their names, and gives what they give unless it says so itself.
 * @throws CamscopeError CONFIG_INVALID for too few or too many.
 */
export function combined(explainer: CombinedExplainer, of: readonly InnerMethod[]): CombinedExplainer {
  const { id, takes, title, short, gives } = explainer;
  const fits = takes === 'one' ? of.length === 1 : of.length > 1;
  if (!fits) {
    throw new CamscopeError(
      'CONFIG_INVALID',
      `'${id}' is made of ${takes === 'one' ? 'one other method' : 'two or more methods'}`,
      {
        found: of.length === 0 ? 'None' : of.map((one) => methodName(one.explainer)).join(', '),
        fix:
          takes === 'one'
            ? `Name it: { use: ${id}, of: grad-cam }`
            : `Name them: { use: ${id}, of: [grad-cam, layer-cam] }`,
      },
    );
  }
  const inner = of.map((one) => one.explainer);
  const shorts = inner.map((one) => one.short ?? one.id);
  return Object.freeze({
    ...explainer,
    of,
    title: `${title} of ${inner.map((one) => one.title).join(', ')}`,
    short: short && `${short}(${shorts.join(',')})`,
    gives: gives ?? inner[0].gives,
    finish: (options: Record<string, unknown>) => ({
      ...(takes === 'one' ? of[0].map : undefined),
      ...explainer.finish?.(options),
    }),
  });
}

/** A method with its options as a part of another. @param given as the user wrote them, with a preset perhaps. */
export function innerMethod(
  explainer: Explainer,
  options: Record<string, unknown>,
  given: unknown,
): InnerMethod {
  return { explainer, options, map: { ...explainer.finish?.(options), ...presetOf(explainer, given)?.map } };
}

/** A method's name in those of files and folders: `finer(grad-cam)` is `finer-of-grad-cam`. */
export function fileOfMethod(name: string): string {
  return name.replaceAll('(', '-of-').replaceAll(',', '-and-').replaceAll(')', '');
}

/** `grad-cam`; `finer(grad-cam)`: what tables and files call a method unless it has a name of its own. */
export function methodName(explainer: Explainer): string {
  const of = explainer.combine && explainer.of;
  return of ? `${explainer.id}(${of.map((one) => methodName(one.explainer)).join(',')})` : explainer.id;
}
