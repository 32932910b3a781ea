import type { ChosenImport } from '../config/study.ts';
import type { PlannedModel } from '../plan/plan.ts';
import type { MapsUnit } from './maps-units.ts';
import type { Series } from './measure-units.ts';
import type { Recipes } from './recipes.ts';

/** The methods on one network, in the order of the study. */
export function methodSeries({ opened: { models, plan } }: Recipes, i: number): Series[] {
  const model = plan.models[i].name;
  return models[i].methods.map(({ chosen: { name, map: how, contribution }, compiled: { layer } }) => ({
    ...{ name, model, how, layer, gives: contribution.gives },
  }));
}

export function importSeries(recipes: Recipes, planned: PlannedModel): Series[] {
  const { name: model } = planned;
  return importsOf(recipes, planned).map(({ name, map }) => ({ name, model, how: map, imported: true }));
}

/** The heatmaps of one network that were made elsewhere. */
export function importsOf({ opened: { study } }: Recipes, { name }: PlannedModel): ChosenImport[] {
  return study.imports.filter(({ model }) => model === name);
}

/** Priors and readers. */
export function baselineSeries({ opened: { study } }: Recipes): Series[] {
  return study.baselines.map((baseline) => ({ name: baseline.name, model: '', baseline }));
}

/** Series, and the group that makes the maps of each. */
export function withMaps(
  all: readonly Series[],
  units: readonly (readonly (MapsUnit | undefined)[])[],
): Series[] {
  return all.map((series, s) => ({
    ...series,
    maps: units.map((lot) => lot[s]).find((unit) => unit)?.group.key,
  }));
}

/** What tells a series from every other of a study. */
export function seriesKey({ model, name }: Pick<Series, 'model' | 'name'>): string {
  return JSON.stringify([model, name]);
}
