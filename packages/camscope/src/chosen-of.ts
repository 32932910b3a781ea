import { parseOptions, type Catalogue, type ContributionKind } from '@camscope/core';
import type { Chosen } from '@camscope/pipeline/maps';
import type { Use } from './options.ts';

/** What a program asks for, with its options in full. @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID. */
export function chosenOf<Kind extends ContributionKind>(
  catalogue: Catalogue<Kind>,
  asked: Use,
): Chosen<Kind> {
  const { use, as = use, options } = typeof asked === 'string' ? { use: asked } : asked;
  const contribution = catalogue.get(use);
  return { name: as, contribution, options: parseOptions(contribution, options) };
}
