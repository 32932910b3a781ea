import {
  CamscopeError,
  presetOf,
  type Catalogue,
  type ContributionKind,
  type ContributionKinds,
} from '@camscope/core';
import { checked, placed } from './check.ts';
import { Mistakes } from './mistakes.ts';
import type { StudyFile } from './read-study.ts';
import type { ChosenIn } from './study.ts';
import type { Path } from './yaml-source.ts';

/** A contribution as a study asks for it. */
export interface Choice {
  readonly use: string;
  readonly as?: string;
  readonly options: Record<string, unknown>;
}

/**
 * Finds what a study chooses, and checks its options.
 * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID.
 */
export function choose<Kind extends ContributionKind>(
  { source }: StudyFile,
  catalogue: Catalogue<Kind>,
  { use, as = use, options }: Choice,
  path: Path,
  optionsPath: Path = [...path, 'options'],
): ChosenIn<Kind> {
  const contribution = placed(source, [...path, 'use'], () => catalogue.get(use));
  const mistakes = new Mistakes();
  const [preset] = mistakes.attempt(() =>
    placed(source, [...optionsPath, 'preset'], () => presetOf(contribution, options)),
  );
  const { preset: _, ...own } = options;
  const given = contribution.presets ? { ...preset?.options, ...own } : options;
  const [checkedOptions] = mistakes.attempt(
    () => checked(contribution.options, given, source, optionsPath) as Record<string, unknown>,
  );
  mistakes.check();
  return { name: as, contribution, options: checkedOptions, path };
}

/** What the plugins offer first serves where a study asks for nothing in particular. */
export function firstOf<Kind extends ContributionKind>(catalogue: Catalogue<Kind>): ContributionKinds[Kind] {
  const [first] = catalogue.all();
  if (first) return first;
  throw new CamscopeError('PLUGIN_INVALID', `No plugin contributes a kind of ${catalogue.kind}`, {
    fix: 'Load a plugin that does',
  });
}
