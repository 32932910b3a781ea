import type { Sample } from '@camscope/core';
import type { OpenModel } from '../open/open-study.ts';
import { classesKnown } from '../plan/classes.ts';
import { keyOf } from './key.ts';
import type { Lot } from './lots.ts';
import type { Recipes } from './recipes.ts';
import { groupOf, unitOf, type Unit } from './unit.ts';

/** What one network says of one lot of images whose labels are known. */
export interface PredictUnit extends Unit {
  readonly samples: readonly Sample[];
}

/** What a network is asked as a classifier. */
export interface Predictions {
  readonly model: OpenModel;
  /** Index of the network's class by the data's label. */
  readonly targets: ReadonlyMap<string, number>;
  readonly lots: readonly PredictUnit[];
  /** How right it is; about all images. */
  readonly classification: Unit;
}

export function predictions(recipes: Recipes, model: OpenModel, lots: readonly Lot<Sample>[]): Predictions {
  const { study, dataset } = recipes.opened;
  const { name } = model.network;
  const group = groupOf('predict', [name], {
    ...{ version: 1, code: recipes.code('engine', 'onnx', 'pixels') },
    ...{ network: recipes.network(model), session: recipes.session() },
  });
  const units = lots.map(({ block, items: samples }): PredictUnit => {
    const images = samples.map((sample) => recipes.image(sample));
    return {
      ...unitOf(group, images, { part: `labels ${block}`, weight: samples.length, arrays: true }),
      samples,
    };
  });
  const targets = classesKnown(study, model.network, dataset);
  const measures = groupOf('classification', [name], {
    ...{ version: 1, code: recipes.code('pipeline', 'statistics') },
    ...{ measures: recipes.named(study.classification), seed: study.seed, model: name },
    predictions: group.key,
  });
  const truths = lots.flatMap(({ items }) =>
    items.map(({ id, patient, labels }) => [id, patient ?? null, labels]),
  );
  const asked = [units.map(({ key }) => key), [...targets], keyOf(truths)];
  return { model, targets, lots: units, classification: unitOf(measures, asked, { weight: targets.size }) };
}
