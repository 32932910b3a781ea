import type { PlannedImage } from '../plan/plan.ts';
import { partOf, type Lot } from './lots.ts';
import type { Recipes } from './recipes.ts';
import { groupOf, unitOf, type Unit } from './unit.ts';

/** The features of the findings on one lot, as each reader drew them. */
export interface FeatureUnit extends Unit {
  readonly images: readonly PlannedImage[];
}

export function featureUnits(recipes: Recipes, lots: readonly Lot<PlannedImage>[]): FeatureUnit[] {
  const { features } = recipes.opened.study;
  if (features.length === 0) return [];
  const recipe = { version: 1, code: recipes.code('pipeline', 'pixels'), features: recipes.named(features) };
  const group = groupOf('features', [], recipe);
  return lots.map(({ block, items: images }) => {
    const drawn = images.flatMap(({ sample, findings }) =>
      findings.map(({ label, annotations }) => recipes.drawn(sample, label, annotations)),
    );
    return { ...unitOf(group, drawn, { part: partOf(block), weight: drawn.length }), images };
  });
}
