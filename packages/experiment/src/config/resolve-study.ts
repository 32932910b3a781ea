import { resolve } from 'node:path';
import {
  CamscopeError,
  presetOf,
  unknownName,
  type Catalogue,
  type ContributionKind,
  type ContributionKinds,
  type ModelCard,
  type Registry,
} from '@camscope/core';
import { requireFile } from '@camscope/files-node';
import { mapSchema } from '@camscope/pipeline';
import { locateFile } from '../files/package-file.ts';
import { checked, placed, withPlace } from './check.ts';
import { readCard } from './read-card.ts';
import type { StudyFile } from './read-study.ts';
import type { ChosenImport, ChosenIn, ChosenMethod, ChosenModel, Study } from './study.ts';
import type { Path } from './yaml-source.ts';

/** What a study may choose several of, under names of their own. */
const REPEATABLE = [
  ...(['methods', 'segmenters', 'metrics', 'agreement', 'features', 'classification', 'baselines'] as const),
];

interface Choice {
  readonly use: string;
  readonly as?: string;
  readonly options: Record<string, unknown>;
}

/**
 * Matches a study with the plugins: finds what it names, checks every option and that its model files exist.
 * @throws CamscopeError CONFIG_INVALID, NAME_UNKNOWN, FILE_UNREADABLE, with `file:line:column`.
 */
export async function resolveStudy(file: StudyFile, registry: Registry): Promise<Study> {
  const { config } = file;
  const many = <Kind extends ContributionKind>(
    catalogue: Catalogue<Kind>,
    key: string,
    choices: readonly Choice[],
  ) => choices.map((choice, i) => choose(file, catalogue, choice, [key, i], [key, i, 'options']));
  const { use, ...dataOptions } = config.data;
  const { provider, fallback, threads, batch, memory, workers, ...runtime } = config.runtime;
  const study: Study = {
    file,
    models: await Promise.all(config.models.map((_, i) => modelOf(file, i))),
    data: choose(file, registry.dataset, { use, options: dataOptions }, ['data'], ['data']),
    classes: config.classes,
    labels: config.labels,
    methods: config.methods.map((_, i) => methodOf(file, registry.explainer, i)),
    imports: config.imports.map((_, i) => importOf(file, i)),
    map: config.map,
    filters: many(registry.filter, 'filters', config.filters),
    segmenters: many(registry.segmenter, 'segmenters', config.segmenters),
    metrics: many(registry.metric, 'metrics', config.metrics),
    agreement: many(registry.agreement, 'agreement', config.agreement),
    features: many(registry.feature, 'features', config.features),
    classification: many(registry.classification, 'classification', config.classification),
    sanity: sanityOf(file, registry.agreement),
    faithfulness: faithfulnessOf(file, registry.faithfulness),
    baselines: baselinesOf(file, registry.baseline),
    seed: config.seed,
    runtime: choose(
      file,
      registry.runtime,
      { ...runtime, use: runtime.use ?? firstOf(registry.runtime).id },
      ['runtime'],
      ['runtime', 'options'],
    ),
    session: { provider, fallback, threads, batch, memory },
    workers,
    cache: config.cache === undefined ? undefined : resolve(file.directory, config.cache),
    codec: firstOf(registry['image-codec']),
  };
  for (const key of REPEATABLE) refuseRepeated(file, study[key]);
  refuseRepeated(file, study.faithfulness?.metrics ?? []);
  refuseRepeated(file, study.sanity?.metrics ?? []);
  checkUse(study);
  return study;
}

function choose<Kind extends ContributionKind>(
  { source }: StudyFile,
  catalogue: Catalogue<Kind>,
  { use, as = use, options }: Choice,
  path: Path,
  optionsPath: Path,
): ChosenIn<Kind> {
  const contribution = placed(source, [...path, 'use'], () => catalogue.get(use));
  const preset = placed(source, [...optionsPath, 'preset'], () => presetOf(contribution, options));
  const { preset: _, ...own } = options;
  const given = preset ? { ...preset.options, ...own } : options;
  const checkedOptions = checked(contribution.options, given, source, optionsPath) as Record<string, unknown>;
  return { name: as, contribution, options: checkedOptions, path };
}

/** What a study says of a method's map goes before its preset, the method's own way, and the study's `map`. */
function methodOf(file: StudyFile, explainers: Catalogue<'explainer'>, index: number): ChosenMethod {
  const { layer, aggregate, images, budget, map: own, ...choice } = file.config.methods[index];
  const path = ['methods', index];
  const chosen = choose(file, explainers, choice, path, [...path, 'options']);
  const preset = presetOf(chosen.contribution, choice.options);
  const given = {
    ...file.config.map,
    ...chosen.contribution.finish?.(chosen.options),
    ...preset?.map,
    ...own,
  };
  const map = checked(mapSchema, given, file.source, [...path, 'map']);
  return { ...chosen, layer, aggregate, map, images, budget };
}

/** The priors asked for, or all of them; and every reader, whom the data choose. */
function baselinesOf(file: StudyFile, catalogue: Catalogue<'baseline'>): ChosenIn<'baseline'>[] {
  const named = (series: 'prior' | 'reader') =>
    catalogue
      .all()
      .flatMap((baseline) => (baseline.series === series ? [{ use: baseline.id, options: {} }] : []));
  const priors = file.config.priors ?? named('prior');
  return [...priors, ...named('reader')].map((choice, i) => {
    const chosen = choose(file, catalogue, choice, ['priors', i], ['priors', i, 'options']);
    if (i >= priors.length || chosen.contribution.series === 'prior') return chosen;
    throw new CamscopeError('CONFIG_INVALID', `'${chosen.name}' is no prior`, {
      at: file.source.at(['priors', i]),
      found: 'Readers are measured wherever the data have several',
      fix: `Priors are: ${named('prior')
        .map(({ use }) => use)
        .join(', ')}`,
    });
  });
}

/** Written as a list, or as an object with the list and the number of images. */
function faithfulnessOf(file: StudyFile, catalogue: Catalogue<'faithfulness'>): Study['faithfulness'] {
  const { faithfulness } = file.config;
  if (!faithfulness) return undefined;
  const written = (file.source.value as { faithfulness: unknown }).faithfulness;
  const list = Array.isArray(written) ? ['faithfulness'] : ['faithfulness', 'metrics'];
  const metrics = faithfulness.metrics.map((choice, i) =>
    choose(file, catalogue, choice, [...list, i], [...list, i, 'options']),
  );
  return {
    metrics,
    images: faithfulness.images,
    methods: methodsIn(file, 'faithfulness', faithfulness.methods),
  };
}

/** Sanity checks compare maps, whatever the segmenters. */
function sanityOf(file: StudyFile, catalogue: Catalogue<'agreement'>): Study['sanity'] {
  const { sanity } = file.config;
  if (!sanity) return undefined;
  const list = ['sanity', 'metrics'];
  const metrics = sanity.metrics.map((choice, i) => {
    const chosen = choose(file, catalogue, choice, [...list, i], [...list, i, 'options']);
    if (chosen.contribution.needs === 'map') return chosen;
    throw new CamscopeError('CONFIG_INVALID', `'${chosen.name}' compares regions, not maps`, {
      at: file.source.at([...list, i]),
      fix: 'Give measures of agreement that compare maps: ssim, spearman, pearson',
    });
  });
  return { ...sanity, metrics, methods: methodsIn(file, 'sanity', sanity.methods) };
}

/** Those asked for, or all of the study's. */
function methodsIn({ config, source }: StudyFile, key: string, asked?: readonly string[]): readonly string[] {
  const known = config.methods.map(({ as, use }) => as ?? use);
  for (const [i, name] of (asked ?? []).entries())
    if (!known.includes(name))
      throw withPlace(unknownName('method of the study', name, known), source.at([key, 'methods', i]));
  return asked ?? known;
}

function importOf(file: StudyFile, index: number): ChosenImport {
  const { as, model, files, map: own } = file.config.imports[index];
  const path = ['imports', index];
  const map = checked(mapSchema, { ...file.config.map, ...own }, file.source, [...path, 'map']);
  return { name: as, model, files: resolve(file.directory, files), map, path };
}

async function modelOf({ source, config, directory }: StudyFile, index: number): Promise<ChosenModel> {
  const path = ['models', index];
  const { card: cardFile, ...own } = config.models[index];
  const inline: ModelCard =
    own.file === undefined
      ? own
      : { ...own, file: placed(source, [...path, 'file'], () => locateFile(own.file!, directory)) };
  const card =
    cardFile === undefined
      ? {}
      : await existing(resolve(directory, cardFile), [...path, 'card']).then((file) => readCard(file));
  const merged = { ...card, ...inline };
  if (merged.file === undefined) {
    throw new CamscopeError('CONFIG_INVALID', `models[${index}] names no ONNX file`, {
      at: source.at(path),
      fix: "Give 'file', or a 'card' that names one",
    });
  }
  const owner = own.file === undefined && cardFile !== undefined ? 'card' : 'file';
  return { file: await existing(merged.file, [...path, owner]), card: merged, path };

  async function existing(file: string, where: Path): Promise<string> {
    await requireFile(file).catch((error: unknown) => {
      throw withPlace(error, source.at(where));
    });
    return file;
  }
}

/** What the plugins offer first serves where a study asks for nothing in particular. */
function firstOf<Kind extends ContributionKind>(catalogue: Catalogue<Kind>): ContributionKinds[Kind] {
  const [first] = catalogue.all();
  if (first) return first;
  throw new CamscopeError('PLUGIN_INVALID', `No plugin contributes a kind of ${catalogue.kind}`, {
    fix: 'Load a plugin that does',
  });
}

function refuseRepeated({ source }: StudyFile, chosen: readonly ChosenIn<ContributionKind>[]): void {
  const seen = new Set<string>();
  for (const { name, path } of chosen) {
    if (seen.has(name)) {
      throw new CamscopeError('CONFIG_INVALID', `Two of the ${String(path[0])} are called '${name}'`, {
        at: source.at(path),
        fix: "Give one of them another name with 'as'",
      });
    }
    seen.add(name);
  }
}

/** What cannot have been meant: nothing to explain, nothing measured, segmenters that serve nothing or are missing. */
function checkUse(study: Study): void {
  const { models, methods, imports, metrics, agreement, segmenters, classification, faithfulness } = study;
  const mistake = (key: string, summary: string, fix: string) =>
    new CamscopeError('CONFIG_INVALID', summary, { at: study.file.source.at([key]), fix });
  const makesMaps = methods.length + imports.length > 0;
  if (!makesMaps && classification.length === 0)
    throw mistake('methods', 'The study has nothing to do', "Give 'methods', 'imports' or 'classification'");
  if (models.length === 0 && (methods.length > 0 || classification.length > 0 || faithfulness))
    throw mistake('models', 'The study names no network', "Give at least one under 'models'");
  if (makesMaps && metrics.length + agreement.length === 0)
    throw mistake('metrics', 'Nothing measures the maps', "Give at least one of 'metrics' or 'agreement'");
  const needing = [...metrics, ...agreement].find(
    ({ contribution }) => contribution.needs === 'segmentation',
  );
  if (needing && segmenters.length === 0) {
    const [key] = needing.path;
    throw new CamscopeError(
      'CONFIG_INVALID',
      `The ${key === 'metrics' ? 'metric' : 'measure of agreement'} '${needing.name}' measures regions, but there is no segmenter`,
      { at: study.file.source.at(needing.path), fix: "Add one under 'segmenters'" },
    );
  }
  if (!needing && segmenters.length > 0) {
    throw mistake(
      'segmenters',
      'No metric measures the regions of the segmenters',
      "Add such a metric, or leave out 'segmenters'",
    );
  }
}
