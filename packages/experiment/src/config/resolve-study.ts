import {
  CamscopeError,
  nameOfSpec,
  presetOf,
  unknownName,
  type Catalogue,
  type ContributionKind,
  type Registry,
} from '@camscope/core';
import { mapSchema } from '@camscope/pipeline';
import { checked, withPlace } from './check.ts';
import { checkUse, refuseRepeated } from './check-use.ts';
import { chooseBaselines } from './choose-baselines.ts';
import { chooseData, splitOf } from './choose-data.ts';
import { chooseModel } from './choose-model.ts';
import { chooseTuning } from './choose-tuning.ts';
import { choose, firstOf, type Choice } from './choose.ts';
import { chooseMethod } from './choose-method.ts';
import { Mistakes } from './mistakes.ts';
import { narrowed, onlyOf } from './only.ts';
import type { StudyFile } from './read-study.ts';
import type { ChosenImport, ChosenMethod, Study } from './study.ts';

/** Findings in a lot, where nothing is said of it. */
const LOT = 8;

/** What a study may choose several of, under names of their own. */
const REPEATABLE = [
  'methods',
  'segmenters',
  'metrics',
  'agreement',
  'features',
  'classification',
  'baselines',
] as const;

/**
 * Matches a study with the plugins: finds what it names, checks every option and that its model files exist, and leaves out what
 * the command line does not want.
 * @throws CamscopeError CONFIG_INVALID, NAME_UNKNOWN, FILE_UNREADABLE, with `file:line:column`; of several mistakes,
 *   CONFIG_INVALID that tells all.
 */
export async function resolveStudy(file: StudyFile, registry: Registry): Promise<Study> {
  const mistakes = new Mistakes();
  const study = await matched(file, registry, mistakes);
  for (const key of REPEATABLE) refuseRepeated(file, study[key], mistakes);
  refuseRepeated(file, study.faithfulness?.metrics ?? [], mistakes);
  refuseRepeated(file, study.sanity?.metrics ?? [], mistakes);
  mistakes.check();
  checkUse(study, mistakes);
  mistakes.check();
  return file.overrides.only.length > 0 ? narrowed(study) : study;
}

/** The study as far as it can be matched; what cannot is among the mistakes. */
async function matched(file: StudyFile, registry: Registry, mistakes: Mistakes): Promise<Study> {
  const { config } = file;
  const one = <T>(action: () => T) => mistakes.attempt(action)[0];
  const each = <T>(list: readonly unknown[], action: (index: number) => T) =>
    list.flatMap((_, i) => mistakes.attempt(() => action(i)));
  const many = <Kind extends ContributionKind>(
    catalogue: Catalogue<Kind>,
    key: string,
    choices: readonly Choice[],
  ) => each(choices, (i) => choose(file, catalogue, choices[i], [key, i]));
  const models = config.models.map((_, i) => mistakes.attemptAsync(() => chooseModel(file, i)));
  const segmenters = many(registry.segmenter, 'segmenters', config.segmenters);
  const { provider, fallback, precision, threads, batch, memory, workers, ...runtime } = config.runtime;
  return {
    file,
    title: config.title,
    only: one(() => onlyOf(file.overrides.only)),
    models: (await Promise.all(models)).flat(),
    data: one(() => chooseData(file, registry.dataset)),
    split: splitOf(file),
    classes: config.classes,
    labels: config.labels,
    methods: each(config.methods, (i) => methodOf(file, registry.explainer, i)),
    imports: each(config.imports, (i) => importOf(file, i)),
    map: config.map,
    filters: many(registry.filter, 'filters', config.filters),
    segmenters,
    tune:
      segmenters.length < config.segmenters.length
        ? undefined
        : one(() => chooseTuning(file, segmenters, registry)),
    metrics: many(registry.metric, 'metrics', config.metrics),
    agreement: each(config.agreement, (i) => symmetrical(file, registry.agreement, i)),
    features: many(registry.feature, 'features', config.features),
    classification: many(registry.classification, 'classification', config.classification),
    sanity: sanityOf(file, registry.agreement, mistakes),
    faithfulness: faithfulnessOf(file, registry.faithfulness, mistakes),
    baselines: chooseBaselines(file, registry.baseline, mistakes),
    seed: config.seed,
    runtime: one(() => {
      const { use = firstOf(registry.runtime).id, options } = runtime;
      return choose(file, registry.runtime, { use, options }, ['runtime']);
    }),
    session: {
      provider,
      fallback,
      precision,
      threads,
      memory,
      batch: batch ?? LOT,
      measured: batch === undefined || undefined,
    },
    workers,
    cache: config.cache === undefined ? undefined : file.machine.files.resolve(file.directory, config.cache),
    codec: one(() => firstOf(registry['image-codec'])),
  };
}

/** What a study says of a method's map goes before its preset, the method's own way, and the study's `map`. */
function methodOf(file: StudyFile, explainers: Catalogue<'explainer'>, index: number): ChosenMethod {
  const { layer, aggregate, images, budget, map: own, ...choice } = file.config.methods[index];
  const path = ['methods', index];
  const mistakes = new Mistakes();
  const [chosen] = mistakes.attempt(() => chooseMethod(file, explainers, choice, path));
  const preset = chosen && presetOf(chosen.contribution, choice.options);
  const given = {
    ...file.config.map,
    ...chosen?.contribution.finish?.(chosen.options),
    ...preset?.map,
    ...own,
  };
  const [map] = mistakes.attempt(() => checked(mapSchema, given, file.source, [...path, 'map']));
  mistakes.check();
  return { ...chosen, layer, aggregate, map, images, budget };
}

/** Written as a list, or as an object with the list and the number of images. */
function faithfulnessOf(
  file: StudyFile,
  catalogue: Catalogue<'faithfulness'>,
  mistakes: Mistakes,
): Study['faithfulness'] {
  const { faithfulness } = file.config;
  if (!faithfulness) return undefined;
  const written = (file.source.value as { faithfulness: unknown }).faithfulness;
  const list = Array.isArray(written) ? ['faithfulness'] : ['faithfulness', 'metrics'];
  const metrics = faithfulness.metrics.flatMap((choice, i) =>
    mistakes.attempt(() => choose(file, catalogue, choice, [...list, i])),
  );
  const methods = methodsIn(file, 'faithfulness', faithfulness.methods, mistakes);
  return { metrics, images: faithfulness.images, methods };
}

/** Between any two explanations, of which none comes first. */
function symmetrical(
  file: StudyFile,
  catalogue: Catalogue<'agreement'>,
  i: number,
): Study['agreement'][number] {
  const path = ['agreement', i];
  const chosen = choose(file, catalogue, file.config.agreement[i], path);
  if (!chosen.contribution.ordered) return chosen;
  throw new CamscopeError('CONFIG_INVALID', `'${chosen.name}' compares a map with what it came of`, {
    at: file.source.at(path),
    fix: 'Give it as a measure of sanity checks: sanity: { metrics: [...] }',
  });
}

/** Sanity checks compare maps, whatever the segmenters. */
function sanityOf(file: StudyFile, catalogue: Catalogue<'agreement'>, mistakes: Mistakes): Study['sanity'] {
  const { sanity } = file.config;
  if (!sanity) return undefined;
  const list = ['sanity', 'metrics'];
  const metrics = sanity.metrics.flatMap((choice, i) =>
    mistakes.attempt(() => {
      const chosen = choose(file, catalogue, choice, [...list, i]);
      if (chosen.contribution.needs === 'map') return chosen;
      throw new CamscopeError('CONFIG_INVALID', `'${chosen.name}' compares regions, not maps`, {
        at: file.source.at([...list, i]),
        fix: 'Give measures of agreement that compare maps: ssim, spearman, pearson',
      });
    }),
  );
  return { ...sanity, metrics, methods: methodsIn(file, 'sanity', sanity.methods, mistakes) };
}

/** Those asked for, or all of the study's. */
function methodsIn(
  { config, source }: StudyFile,
  key: string,
  asked: readonly string[] | undefined,
  mistakes: Mistakes,
): readonly string[] {
  const known = config.methods.map((method) => method.as ?? nameOfSpec(method));
  if (!asked) return known;
  return asked.flatMap((name, i) =>
    mistakes.attempt(() => {
      if (known.includes(name)) return name;
      throw withPlace(unknownName('method of the study', name, known), source.at([key, 'methods', i]));
    }),
  );
}

function importOf(file: StudyFile, index: number): ChosenImport {
  const { as, model, files, map: own } = file.config.imports[index];
  const path = ['imports', index];
  const map = checked(mapSchema, { ...file.config.map, ...own }, file.source, [...path, 'map']);
  return { name: as, model, files: file.machine.files.resolve(file.directory, files), map, path };
}
