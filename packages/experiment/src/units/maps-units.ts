import { fileOfMethod } from '@camscope/core';
import { filled } from '@camscope/pipeline';
import type { ChosenImport } from '../config/study.ts';
import type { OpenModel } from '../open/open-study.ts';
import { explains, type PlannedImage, type PlannedMethod, type PlannedModel } from '../plan/plan.ts';
import { fileNames } from '../plan/file-names.ts';
import { findingsIn } from './image-lots.ts';
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
  const makers = model.methods.map((method, i): Maker => {
    // One session makes all maps of a method; those that come evenly have the key that they had before.
    const recipe = { ...common, method: recipes.method(method), ...(uneven[i] ? { uneven: true } : {}) };
    const { name } = method.chosen;
    return { name, folder: folders[i], group: groupOf('explain', [planned.name, name], recipe) };
  });
  return lots.map((lot, n) =>
    planned.methods.map((method, i) => {
      const images = imagesOf(method, lot);
      if (images.length === 0) return undefined;
      return { ...mapsUnit(recipes, planned, makers[i], { ...lot, n, images }), uneven: uneven[i] };
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
  const makers = imports.map(({ name }): Maker => {
    const group = groupOf('explain', [planned.name, name], { ...codeOf(recipes), imported: true });
    return { name, folder: name, group };
  });
  return lots.map((lot, n) =>
    imports.map((chosen, i) => {
      const files = lot.items.flatMap(({ sample, findings }) =>
        findings.map(
          ({ label }) => recipes.hashes.heatmaps.get(filled(chosen.files, sample.id, { label })) ?? null,
        ),
      );
      return mapsUnit(recipes, planned, makers[i], { ...lot, n, images: lot.items, files });
    }),
  );
}

/** A method or an import on one network. */
interface Maker {
  readonly name: string;
  /** Of its maps, in the network's. */
  readonly folder: string;
  readonly group: Group;
}

/** What a maker makes of one lot. */
interface MakerLot extends Pick<Lot<PlannedImage>, 'block'> {
  /** The lot's place among all. */
  readonly n: number;
  readonly images: readonly PlannedImage[];
  /** Of imports: hashes of the heatmaps; null for one that cannot be read. */
  readonly files?: readonly (string | null)[];
}

function mapsUnit(
  recipes: Recipes,
  planned: PlannedModel,
  { name, folder, group }: Maker,
  { block, n, images, files }: MakerLot,
): MapsUnit {
  const seen = images.map(({ sample, stem, findings }) => [
    ...[recipes.image(sample), stem, sample.frame.width, sample.frame.height],
    findings.map(({ target }) => target),
  ]);
  const where = { part: partOf(block), weight: findingsIn(images), arrays: true };
  return {
    ...unitOf(group, [seen, files ?? null], where),
    ...{ model: planned.name, method: name, images },
    file: [MAPS_FOLDER, planned.folder, folder, `${String(n).padStart(5, '0')}.npz`].join('/'),
  };
}

function codeOf(recipes: Recipes) {
  return { version: 1, code: recipes.code('engine', 'onnx', 'pixels') };
}
