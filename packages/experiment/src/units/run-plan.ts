import type { Sample } from '@camscope/core';
import { explains, type PlannedImage, type PlannedModel } from '../plan/plan.ts';
import { someImages } from '../plan/some-images.ts';
import { faithfulnessUnits, type FaithfulnessLot } from './faithfulness-units.ts';
import { featureUnits, type FeatureUnit } from './feature-units.ts';
import { blocksOf, lotsOf, type Blocks, type Lot } from './lots.ts';
import { explainUnits, importUnits, type MapsUnit } from './maps-units.ts';
import { apartLots, measureLots, type MeasureLot, type Series, type SeriesMaps } from './measure-units.ts';
import { predictions, type Predictions } from './predict-units.ts';
import type { Recipes } from './recipes.ts';
import { sanityChecks, type SanityChecks } from './sanity-units.ts';
import type { Unit } from './unit.ts';

/** Everything that a run consists of, in the order in which it goes into tables. */
export interface RunPlan {
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
  return [
    ...run.features,
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
  const drawn = dataset.samples.filter(({ annotations }) => annotations.length > 0);
  const blocks = blocksOf(
    drawn.map(({ id }) => id),
    batch,
  );
  const lots = (images: readonly PlannedImage[]) => lotsOfImages(images, batch, blocks);
  const all = lots(plan.findings);
  const ofModels = models.map((_, i) => modelLots(recipes, i, lots(wanted(plan.models[i]))));
  const ofImports = plan.imports.map((planned) => importLots(recipes, planned, lots(planned.images)));
  const measures = study.metrics.length + study.agreement.length > 0;
  const series = study.baselines.map((baseline): Series => ({ name: baseline.name, model: '', baseline }));
  const index = new MapsIndex([...ofModels.flat(), ...ofImports.flat()]);
  return {
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

function modelLots(recipes: Recipes, i: number, lots: readonly Lot<PlannedImage>[]): MeasureLot[] {
  const { models, plan } = recipes.opened;
  const units = explainUnits(recipes, models[i], plan.models[i], lots);
  return measureLots(
    recipes,
    plan.models[i].name,
    withMaps(methodSeries(recipes, i), units),
    lots,
    (n, s) => units[n][s],
  );
}

function importLots(
  recipes: Recipes,
  planned: PlannedModel,
  lots: readonly Lot<PlannedImage>[],
): MeasureLot[] {
  const chosen = recipes.opened.study.imports.filter(({ model }) => model === planned.name);
  const units = importUnits(recipes, chosen, planned, lots);
  return measureLots(
    recipes,
    planned.name,
    withMaps(importSeries(recipes, planned), units),
    lots,
    (n, s) => units[n][s],
  );
}

function methodSeries({ opened: { models, plan } }: Recipes, i: number): Series[] {
  const model = plan.models[i].name;
  return models[i].methods.map(({ chosen: { name, map: how, contribution }, compiled: { layer } }) => ({
    ...{ name, model, how, layer, gives: contribution.gives },
  }));
}

function importSeries({ opened: { study } }: Recipes, { name: model }: PlannedModel): Series[] {
  const chosen = study.imports.filter((one) => one.model === model);
  return chosen.map(({ name, map }) => ({ name, model, how: map, imported: true }));
}

/** Series, and the group that makes the maps of each. */
function withMaps(all: readonly Series[], units: readonly (readonly (MapsUnit | undefined)[])[]): Series[] {
  return all.map((series, s) => ({
    ...series,
    maps: units.map((lot) => lot[s]).find((unit) => unit)?.group.key,
  }));
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
  const controls = study.baselines
    .filter(({ contribution }) => contribution.role === 'control')
    .map((baseline): Series => ({ name: baseline.name, model: '', baseline }));
  const own = index.series.filter(({ model, imported }) => model === plan.models[i].name && !imported);
  const tested = [...own.filter(({ name }) => methods.includes(name)), ...controls];
  const chosen = lots(someImages(plan.models[i].images, images));
  return faithfulnessUnits(recipes, models[i], plan.models[i], tested, chosen, (series, image) =>
    index.of(series, image),
  );
}

/** Images that some method explains. */
function wanted({ images, methods }: PlannedModel): PlannedImage[] {
  return images.filter(({ sample }) => methods.some((method) => explains(method, sample)));
}

function lotsOfImages(images: readonly PlannedImage[], batch: number, blocks: Blocks): Lot<PlannedImage>[] {
  return lotsOf(
    images,
    batch,
    ({ sample }) => blocks.get(sample.id)!,
    ({ findings }) => findings.length,
  );
}

/** Every series that has maps, and which unit has those of an image. */
class MapsIndex {
  readonly series: readonly Series[];
  readonly #units = new Map<string, MapsUnit>();

  constructor(lots: readonly MeasureLot[]) {
    const all = new Map<string, Series>();
    for (const { series } of lots)
      for (const { series: one, maps } of series) {
        all.set(JSON.stringify([one.model, one.name]), one);
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
