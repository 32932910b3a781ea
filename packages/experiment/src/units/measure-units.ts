import type { Dataset, Explainer } from '@camscope/core';
import { othersAsked, type Chosen, type MapOptions } from '@camscope/pipeline';
import type { PlannedImage } from '../plan/plan.ts';
import { findingsIn } from './image-lots.ts';
import type { Json } from './key.ts';
import { partOf, type Lot } from './lots.ts';
import type { MapsUnit } from './maps-units.ts';
import type { Recipes } from './recipes.ts';
import { groupOf, unitOf, type Group, type Unit } from './unit.ts';

/** Who claims to know where findings are: a method on a network, heatmaps made elsewhere, a prior, the readers. */
export interface Series {
  readonly name: string;
  /** Empty for a prior and for readers. */
  readonly model: string;
  /** How its maps are finished; of methods and imports. */
  readonly how?: MapOptions;
  /** Of methods: the target layer, and what their maps are. */
  readonly layer?: string;
  readonly gives?: Explainer['gives'];
  readonly imported?: true;
  /** Key of the group that makes its maps. */
  readonly maps?: string;
  /** Of priors and readers. */
  readonly baseline?: Chosen<'baseline'>;
  /** Where a segmenter is tuned: what gives its thresholds for this series. */
  readonly tune?: Unit;
}

/** The maps of a series on one lot. */
export interface SeriesMaps {
  readonly series: Series;
  readonly maps: MapsUnit;
}

/** One series on one lot: its maps, where it has any, and what is measured of each claim. */
export interface SeriesUnits {
  readonly series: Series;
  readonly maps?: MapsUnit;
  readonly measured: Unit;
}

/** What is measured together, finding by finding. */
export interface MeasureLot {
  readonly block: number;
  readonly images: readonly PlannedImage[];
  readonly series: readonly SeriesUnits[];
  /** How alike claims are to each other and to what readers drew. */
  readonly agreement?: Unit;
  /** Maps that are compared and not measured: made apart, on several networks or elsewhere. */
  readonly apart: readonly SeriesMaps[];
}

/**
 * What is measured of series on each lot.
 * @param maps of each series on a lot; undefined for a series that has none there.
 */
export function measureLots(
  recipes: Recipes,
  model: string,
  all: readonly Series[],
  lots: readonly Lot<PlannedImage>[],
  maps: (lot: number, series: number) => MapsUnit | undefined,
): MeasureLot[] {
  const names = model === '' ? [] : [model];
  const agreement = agreementGroup(recipes, model === '' ? ['readers'] : names, all);
  const groups = all.map((series) => measureGroup(recipes, [...names, series.name], series));
  return lots.map((lot, n) => {
    const series = all.flatMap((one, s): SeriesUnits[] => {
      const made = maps(n, s);
      if (!made && !one.baseline) return [];
      const images = made?.images ?? lot.items;
      const measured = unitOf(groups[s], [made?.key ?? null, drawnOn(recipes, images), ...tunesOf([one])], {
        part: one.tune ? undefined : partOf(lot.block),
        weight: findingsIn(images),
      });
      return [{ series: one, maps: made, measured }];
    });
    const compared =
      agreement &&
      agreementUnit(
        recipes,
        agreement,
        lot,
        series.flatMap(({ series: one, maps: made }) => (made ? [{ series: one, maps: made }] : [])),
      );
    return { block: lot.block, images: lot.items, series, agreement: compared, apart: [] };
  });
}

/** What is compared of maps that are made apart, on each lot; nothing where the study compares none. */
export function apartLots(
  recipes: Recipes,
  all: readonly Series[],
  lots: readonly Lot<PlannedImage>[],
  maps: (lot: Lot<PlannedImage>) => readonly SeriesMaps[],
): MeasureLot[] {
  const group = agreementGroup(recipes, ['across'], all);
  if (!group) return [];
  return lots.map((lot) => {
    const apart = maps(lot);
    const agreement = agreementUnit(recipes, group, lot, apart);
    return { block: lot.block, images: lot.items, series: [], agreement, apart };
  });
}

function measureGroup(recipes: Recipes, names: readonly string[], series: Series): Group {
  const { metrics, seed } = recipes.opened.study;
  return groupOf('measure', names, {
    ...common(recipes),
    metrics: recipes.named(metrics),
    others: othersAsked(metrics) > 0 ? { data: recipes.data(), seed } : undefined,
    ...claimsOf(recipes, series),
  });
}

function agreementGroup(
  recipes: Recipes,
  names: readonly string[],
  all: readonly Series[],
): Group | undefined {
  const { agreement } = recipes.opened.study;
  if (agreement.length === 0) return undefined;
  const between = Object.fromEntries(
    // Of baselines readers alone are compared, who are not cut.
    all.map(({ tune, ...series }) => [
      [series.model, series.name].join('/'),
      claimsOf(recipes, series.baseline ? series : { ...series, tune }),
    ]),
  );
  return groupOf('agreement', names, { ...common(recipes), agreement: recipes.named(agreement), between });
}

function agreementUnit(
  recipes: Recipes,
  group: Group,
  lot: Lot<PlannedImage>,
  all: readonly SeriesMaps[],
): Unit {
  const tunes = tunesOf(all.map(({ series }) => series));
  const key = [all.map(({ maps }) => maps.key), drawnOn(recipes, lot.items), ...tunes];
  const part = tunes.length > 0 ? undefined : partOf(lot.block);
  return unitOf(group, key, { part, weight: findingsIn(lot.items) });
}

/** What stands on thresholds stands on all images that they are tuned on. */
function tunesOf(all: readonly Series[]): string[] {
  return all.flatMap(({ tune }) => tune?.key ?? []);
}

/**
 * How a series comes to its claims: from maps or, without any, from the data.
 * @param data that baselines learn from.
 */
export function claimsOf(
  recipes: Recipes,
  { how, model, name, layer, imported, maps, baseline, tune }: Series,
  data?: Dataset,
): Record<string, Json> {
  // What is not tuned has the keys that it had before anything was.
  const tuned = tune && { tuned: tune.group.key };
  if (!baseline)
    return {
      rows: { model, name, layer },
      map: how as unknown as Json,
      imported: imported ?? false,
      maps: maps ?? null,
      ...tuned,
    };
  const { seed, map } = recipes.opened.study;
  return {
    rows: { name },
    baseline: recipes.chosen(baseline),
    seed,
    map: map as unknown as Json,
    data: recipes.data(data),
    ...tuned,
  };
}

export function drawnOn(recipes: Recipes, images: readonly PlannedImage[]): Json {
  return images.flatMap(({ sample, findings }) =>
    findings.map(({ label, annotations }) => recipes.drawn(sample, label, annotations)),
  );
}

function common(recipes: Recipes) {
  const { filters, segmenters } = recipes.opened.study;
  return {
    version: 1,
    code: recipes.code('pipeline', 'pixels'),
    filters: filters.map((one) => recipes.chosen(one)),
    segmenters: recipes.named(segmenters),
  };
}
