import { fileOfMethod } from '@camscope/core';
import type { OpenModel } from '../open/open-study.ts';
import type { ChosenImport } from '../config/study.ts';
import { filled } from '@camscope/pipeline';
import { explains, type PlannedImage, type PlannedMethod, type PlannedModel } from '../plan/plan.ts';
import { fileNames } from '../plan/file-names.ts';
import type { Json } from './key.ts';
import { partOf, type Lot } from './lots.ts';
import type { Recipes } from './recipes.ts';
import { groupOf, unitOf, type Group, type Unit } from './unit.ts';

/** The folder of the maps in that of a run. */
export const MAPS_FOLDER = 'maps';

/** The raw maps of one method on one lot. */
export interface MapsUnit extends Unit {
  readonly model: string;
  readonly method: string;
  /** Those of the lot that the method explains. */
  readonly images: readonly PlannedImage[];
  /** Where the run keeps the maps, relative to its folder. */
  readonly file: string;
  /** Some lot of the method holds images of another number of findings than one: one graph serves them all. */
  readonly uneven?: boolean;
}

/** Every method of a network on every lot, lot by lot; undefined where a method explains none of a lot's images. */
export function explainUnits(
  recipes: Recipes,
  model: OpenModel,
  planned: PlannedModel,
  lots: readonly Lot<PlannedImage>[],
): (MapsUnit | undefined)[][] {
  const common = { ...codeOf(recipes), network: recipes.network(model), session: recipes.session() };
  const imagesOf = (method: PlannedMethod, { items }: Lot<PlannedImage>) =>
    items.filter(({ sample }) => explains(method, sample));
  const uneven = planned.methods.map((method) => lots.some((lot) => isUneven(imagesOf(method, lot))));
  const folders = fileNames(planned.methods.map(({ name }) => fileOfMethod(name)));
  const groups = model.methods.map((method, i) => {
    // One session makes all maps of a method; those that come evenly have the key that they had before.
    const recipe = { ...common, method: recipes.method(method), ...(uneven[i] ? { uneven: true } : {}) };
    return groupOf('explain', [planned.name, method.chosen.name], recipe);
  });
  return lots.map((lot, n) =>
    planned.methods.map((method, i) => {
      const images = imagesOf(method, lot);
      if (images.length === 0) return undefined;
      const unit = mapsUnit(recipes, groups[i], planned, method.name, folders[i], images, lot, n);
      return { ...unit, uneven: uneven[i] };
    }),
  );
}

/** Images go in together, of which not every one has one finding. */
function isUneven(images: readonly PlannedImage[]): boolean {
  return images.length > 1 && images.some(({ findings }) => findings.length !== 1);
}

/** The heatmaps of every import on every lot. */
export function importUnits(
  recipes: Recipes,
  imports: readonly ChosenImport[],
  planned: PlannedModel,
  lots: readonly Lot<PlannedImage>[],
): MapsUnit[][] {
  const groups = imports.map(({ name }) =>
    groupOf('explain', [planned.name, name], { ...codeOf(recipes), imported: true }),
  );
  return lots.map((lot, n) =>
    imports.map((chosen, i) => {
      const files = lot.items.flatMap(({ sample, findings }) =>
        findings.map(
          ({ label }) => recipes.hashes.heatmaps.get(filled(chosen.files, sample.id, { label })) ?? null,
        ),
      );
      return mapsUnit(recipes, groups[i], planned, chosen.name, chosen.name, lot.items, lot, n, files);
    }),
  );
}

function mapsUnit(
  recipes: Recipes,
  group: Group,
  { name, folder }: PlannedModel,
  method: string,
  own: string,
  images: readonly PlannedImage[],
  { block }: Lot<PlannedImage>,
  n: number,
  more: Json = null,
): MapsUnit {
  const seen = images.map(({ sample, stem, findings }) => [
    ...[recipes.image(sample), stem, sample.frame.width, sample.frame.height],
    findings.map(({ target }) => target),
  ]);
  const weight = images.reduce((sum, { findings }) => sum + findings.length, 0);
  const file = [MAPS_FOLDER, folder, own, `${String(n).padStart(5, '0')}.npz`].join('/');
  return {
    ...unitOf(group, [seen, more], { part: partOf(block), weight, arrays: true }),
    model: name,
    method,
    images,
    file,
  };
}

function codeOf(recipes: Recipes) {
  return { version: 1, code: recipes.code('engine', 'onnx', 'pixels') };
}
