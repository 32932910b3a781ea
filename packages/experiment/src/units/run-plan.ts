import type { Sample } from '@camscope/core';
import type { PlannedImage, PlannedModel } from '../plan/plan.ts';
import { someImages } from '../plan/some-images.ts';
import { faithfulnessUnits, type FaithfulnessLot } from './faithfulness-units.ts';
import { featureUnits, type FeatureUnit } from './feature-units.ts';
import { lotsIn, wanted } from './image-lots.ts';
import { blocksOf, lotsOf, type Lot } from './lots.ts';
import { explainUnits, importUnits, type MapsUnit } from './maps-units.ts';
import { apartLots, measureLots, type MeasureLot, type Series, type SeriesMaps } from './measure-units.ts';
import { planTunings, withTunings } from './plan-tunings.ts';
import { predictions, type Predictions } from './predict-units.ts';
import type { Recipes } from './recipes.ts';
import { sanityChecks, type SanityChecks } from './sanity-units.ts';
import { baselineSeries, importSeries, importsOf, methodSeries, seriesKey, withMaps } from './series.ts';
import type { Tunings } from './tune-units.ts';
import type { Unit } from './unit.ts';

/** Everything that a run consists of, in the order in which it goes into tables. */
export interface RunPlan {
  /** Absent where the study tunes nothing. */
  readonly tunings?: Tunings;
  readonly features: readonly FeatureUnit[];
  /** Of each network, in the order of `plan.models`, lot by lot. */
  readonly models: readonly (readonly MeasureLot[])[];
  /** Of each network whose heatmaps were made elsewhere. */
  readonly imports: readonly (readonly MeasureLot[])[];
  readonly baselines: readonly MeasureLot[];
  readonly across: readonly MeasureLot[];
  readonly predictions: readonly Predictions[];
  /** Of each network, lot by lot. */
  readonly faithfulness: readonly (readonly FaithfulnessLot[])[];
  readonly sanity: readonly SanityChecks[];
}

/** Every unit of a run. */
export function unitsOf(run: RunPlan): Unit[] {
  const measured = [...run.models.flat(), ...run.imports.flat(), ...run.baselines, ...run.across];
  const tuned = [...(run.tunings?.models.flat() ?? []), ...(run.tunings?.imports.flat() ?? [])];
  return [
    ...run.features,
    ...tuned.flatMap(({ series }) => series.flatMap(({ maps }) => maps ?? [])),
    ...(run.tunings?.units ?? []),
    ...measured.flatMap(({ series, agreement }) => [
      ...series.flatMap(({ maps, measured: scores }) => (maps ? [maps, scores] : [scores])),
      ...(agreement ? [agreement] : []),
    ]),
    ...run.predictions.flatMap(({ lots, classification }) => [...lots, classification]),
    ...run.faithfulness.flat().flatMap(({ units }) => units),
    ...run.sanity.flatMap(({ untouched, steps }) => [...untouched.values(), ...steps]),
  ];
}

/** Works out the units of a study. Pure: equal studies on equal files have equal units. */
export function planRun(recipes: Recipes): RunPlan {
  const { study, plan, models, dataset } = recipes.opened;
  const { batch } = study.session;
  const lots = lotsIn(dataset, batch);
  const all = lots(plan.findings);
  const tunings = study.tune && planTunings(recipes);
  const tuned = tunings ? withTunings(tunings.units) : (series: Series) => series;
  const ofModels = models.map((_, i) => modelLots(recipes, i, lots(wanted(plan.models[i])), tuned));
  const ofImports = plan.imports.map((planned) => importLots(recipes, planned, lots(planned.images), tuned));
  const measures = study.metrics.length + study.agreement.length > 0;
  const series = baselineSeries(recipes).map(tuned);
  const index = new MapsIndex([...ofModels.flat(), ...ofImports.flat()]);
  return {
    tunings,
    features: featureUnits(recipes, all),
    models: ofModels,
    imports: ofImports,
    baselines: measures ? measureLots(recipes, '', series, all, () => undefined) : [],
    across:
      plan.models.length + plan.imports.length < 2
        ? []
        : apartLots(recipes, index.series, all, (lot) => index.on(lot)),
    predictions: study.classification.length === 0 ? [] : predictionsOf(recipes, batch),
    faithfulness: study.faithfulness ? models.map((_, i) => faithfulnessOf(recipes, i, lots, index)) : [],
    sanity: study.sanity
      ? models.map((model, i) =>
          sanityChecks(
            recipes,
            model,
            plan.models[i],
            someImages(plan.models[i].images, study.sanity!.images),
          ),
        )
      : [],
  };
}

type Tuned = (series: Series) => Series;

function modelLots(
  recipes: Recipes,
  i: number,
  lots: readonly Lot<PlannedImage>[],
  tuned: Tuned,
): MeasureLot[] {
  const { models, plan } = recipes.opened;
  const units = explainUnits(recipes, models[i], plan.models[i], lots);
  const series = withMaps(methodSeries(recipes, i), units).map(tuned);
  return measureLots(recipes, plan.models[i].name, series, lots, (n, s) => units[n][s]);
}

function importLots(
  recipes: Recipes,
  planned: PlannedModel,
  lots: readonly Lot<PlannedImage>[],
  tuned: Tuned,
): MeasureLot[] {
  const units = importUnits(recipes, importsOf(recipes, planned), planned, lots);
  const series = withMaps(importSeries(recipes, planned), units).map(tuned);
  return measureLots(recipes, planned.name, series, lots, (n, s) => units[n][s]);
}

function predictionsOf(recipes: Recipes, batch: number): Predictions[] {
  const { models, dataset } = recipes.opened;
  const samples = dataset.samples.filter(({ labels }) => Object.keys(labels).length > 0);
  const blocks = blocksOf(
    samples.map(({ id }) => id),
    batch,
  );
  const lots = lotsOf<Sample>(samples, batch, ({ id }) => blocks.get(id)!);
  return models.map((model) => predictions(recipes, model, lots));
}

function faithfulnessOf(
  recipes: Recipes,
  i: number,
  lots: (images: readonly PlannedImage[]) => Lot<PlannedImage>[],
  index: MapsIndex,
): FaithfulnessLot[] {
  const { study, models, plan } = recipes.opened;
  const { methods, images = Infinity } = study.faithfulness!;
  const controls = baselineSeries(recipes).filter(
    ({ baseline }) => baseline!.contribution.role === 'control',
  );
  const own = index.series.filter(({ model, imported }) => model === plan.models[i].name && !imported);
  const tested = {
    ...{ model: models[i], planned: plan.models[i] },
    all: [...own.filter(({ name }) => methods.includes(name)), ...controls],
    mapsOf: (series: Series, image: PlannedImage) => index.of(series, image),
  };
  return faithfulnessUnits(recipes, tested, lots(someImages(plan.models[i].images, images)));
}

/** Every series that has maps, and which unit has those of an image. */
class MapsIndex {
  readonly series: readonly Series[];
  readonly #units = new Map<string, MapsUnit>();

  constructor(lots: readonly MeasureLot[]) {
    const all = new Map<string, Series>();
    for (const { series } of lots)
      for (const { series: one, maps } of series) {
        all.set(seriesKey(one), one);
        for (const image of maps?.images ?? []) this.#units.set(keyOf(one, image), maps!);
      }
    this.series = [...all.values()];
  }

  of(series: Series, image: PlannedImage): MapsUnit | undefined {
    return this.#units.get(keyOf(series, image));
  }

  on({ items }: Lot<PlannedImage>): SeriesMaps[] {
    return this.series.flatMap((series) => {
      const units = new Set(items.flatMap((image) => this.of(series, image) ?? []));
      return [...units].map((maps) => ({ series, maps }));
    });
  }
}

function keyOf({ model, name }: Series, { sample }: PlannedImage): string {
  return JSON.stringify([model, name, sample.id]);
}
