import type { PlannedImage } from '../plan/plan.ts';
import { findingsIn } from './image-lots.ts';
import type { Json } from './key.ts';
import type { MapsUnit } from './maps-units.ts';
import { claimsOf, drawnOn, type Series } from './measure-units.ts';
import type { Recipes } from './recipes.ts';
import { groupOf, unitOf, type Unit } from './unit.ts';

/** The thresholds of one series, on all images that are tuned on. */
export interface TuneUnit extends Unit {
  readonly series: Series;
  readonly images: readonly PlannedImage[];
  /** All maps of the series; none of a prior, which needs no network. */
  readonly maps: readonly MapsUnit[];
}

/** The maps of one lot of images. */
export interface MapsLot {
  readonly series: readonly { readonly maps?: MapsUnit }[];
}

/** What is tuned, and the maps that it is tuned on: of each network, and of each whose heatmaps were made elsewhere, lot by lot. */
export interface Tunings {
  readonly models: readonly (readonly MapsLot[])[];
  readonly imports: readonly (readonly MapsLot[])[];
  readonly units: readonly TuneUnit[];
}

/** @param maps of the series. @param images all that are tuned on. */
export function tuneUnit(
  recipes: Recipes,
  series: Series,
  maps: readonly MapsUnit[],
  images: readonly PlannedImage[],
): TuneUnit {
  const { study, tuning } = recipes.opened;
  const { rule, grid, reader } = study.tune!;
  const names = series.model === '' ? [series.name] : [series.model, series.name];
  const group = groupOf('tune', names, {
    version: 1,
    code: recipes.code('pipeline', 'pixels'),
    filters: study.filters.map((one) => recipes.chosen(one)),
    tune: { rule: recipes.rule(rule.name), grid, reader },
    ...claimsOf(recipes, series, tuning!.dataset),
  });
  const key: Json = [maps.map((unit) => unit.key), drawnOn(recipes, images)];
  return { ...unitOf(group, key, { weight: findingsIn(images) }), series, images, maps };
}
