import {
  innerMethod,
  nameOfSpec,
  partsOf,
  withParts,
  type Catalogue,
  type InnerMethod,
  type MethodInFull,
} from '@camscope/core';
import { placed } from './check.ts';
import { choose } from './choose.ts';
import { Mistakes } from './mistakes.ts';
import type { StudyFile } from './read-study.ts';
import type { ChosenIn } from './study.ts';
import type { Path } from './yaml-source.ts';

/**
 * Finds a method, and what it is made of if it is one of others.
 * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID.
 */
export function chooseMethod(
  file: StudyFile,
  explainers: Catalogue<'explainer'>,
  choice: MethodInFull & { readonly as?: string },
  path: Path,
): ChosenIn<'explainer'> {
  const { as = nameOfSpec(choice), use, options = {} } = choice;
  const mistakes = new Mistakes();
  const [chosen] = mistakes.attempt(() => choose(file, explainers, { use, as, options }, path));
  const isList = Array.isArray(choice.of);
  const parts = partsOf(choice).flatMap((part, i) =>
    mistakes.attempt((): InnerMethod => {
      const own = chooseMethod(file, explainers, part, [...path, 'of', ...(isList ? [i] : [])]);
      return innerMethod(own.contribution, own.options, part.options);
    }),
  );
  mistakes.check();
  const contribution = placed(file.source, path, () => withParts(chosen.contribution, parts));
  return { ...chosen, contribution };
}
