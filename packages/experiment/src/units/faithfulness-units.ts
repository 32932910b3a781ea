import type { OpenModel } from '../open/open-study.ts';
import type { PlannedImage, PlannedModel } from '../plan/plan.ts';
import { findingsIn } from './image-lots.ts';
import { partOf, type Lot } from './lots.ts';
import type { MapsUnit } from './maps-units.ts';
import type { Series } from './measure-units.ts';
import type { Recipes } from './recipes.ts';
import { groupOf, unitOf, type Unit } from './unit.ts';

/** One series on one lot, whose network is asked whether its scores hang on what the maps show. */
export interface FaithfulnessUnit extends Unit {
  readonly series: Series;
  readonly images: readonly PlannedImage[];
  /** Where the maps of each image are; none for a control, which needs no network. */
  readonly maps: readonly MapsUnit[];
}

/** The series that are tested on one lot. */
export interface FaithfulnessLot {
  readonly images: readonly PlannedImage[];
  readonly units: readonly FaithfulnessUnit[];
}

/** What is tested on one network. */
export interface FaithfulnessOf {
  readonly model: OpenModel;
  readonly planned: PlannedModel;
  /** Methods, and controls. */
  readonly all: readonly Series[];
  /** Undefined for an image that the method does not explain. */
  mapsOf(series: Series, image: PlannedImage): MapsUnit | undefined;
}

/** Of each lot, what is tested on the images that a method explains; a control stands on all of them. */
export function faithfulnessUnits(
  recipes: Recipes,
  { model, planned, all, mapsOf }: FaithfulnessOf,
  lots: readonly Lot<PlannedImage>[],
): FaithfulnessLot[] {
  const { study } = recipes.opened;
  const { metrics } = study.faithfulness!;
  const common = {
    ...{ version: 1, code: recipes.code('engine', 'onnx', 'pipeline', 'pixels') },
    ...{ network: recipes.network(model), session: recipes.session(), metrics: recipes.named(metrics) },
  };
  const groups = all.map(({ name, how, maps, baseline }) =>
    groupOf('faithfulness', [planned.name, name], {
      ...common,
      rows: { model: planned.name, name },
      map: (how ?? study.map) as never,
      maps,
      baseline: baseline && recipes.chosen(baseline),
      learnt: baseline && { data: recipes.data(), seed: study.seed },
    }),
  );
  return lots.map(({ block, items }) => ({
    images: items,
    units: all.flatMap((series, s): FaithfulnessUnit[] => {
      const images = items.filter((image) => series.baseline ?? mapsOf(series, image));
      if (images.length === 0) return [];
      const maps = series.baseline ? [] : images.map((image) => mapsOf(series, image)!);
      const key = [
        maps.map((unit) => unit.key),
        images.flatMap(({ sample, findings }) =>
          findings.map(({ label, target, annotations }) => [
            ...[recipes.image(sample), target, recipes.drawn(sample, label, annotations)],
          ]),
        ),
      ];
      const where = { part: partOf(block), weight: findingsIn(images) };
      return [{ ...unitOf(groups[s], key, where), series, images, maps }];
    }),
  }));
}
