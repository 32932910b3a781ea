import { relative } from 'pathe';
import {
  CamscopeError,
  methodName,
  publicationOf,
  type Contribution,
  type ContributionKind,
  type InnerMethod,
} from '@camscope/core';
import { namesOf, type Chosen } from '@camscope/pipeline';
import { sha256 } from '../files/sha256.ts';
import type { Study } from '../config/study.ts';
import { guessedIn } from '../open/guesses.ts';
import type { OpenModel } from '../open/open-study.ts';
import type { ContentHashes } from '../units/recipes.ts';
import type { PreparedRun } from './prepare-run.ts';
import type { Software } from './software.ts';

/** Everything on which the results of a study depend. Paths are relative to the study file. */
export async function lockOf(
  { opened, recipes }: PreparedRun,
  software: Software,
): Promise<Record<string, unknown>> {
  const { study, models, provider, precision } = opened;
  const { hashes } = recipes;
  const { file, session } = study;
  const { machine } = file;
  const from = (path: string) => relative(file.directory, path);
  return {
    version: 1,
    camscope: software.camscope,
    node: machine.node,
    platform: machine.platform,
    plugins: software.plugins.map((record) =>
      'file' in record ? { ...record, file: from(record.file) } : record,
    ),
    title: study.title,
    study: await fileOf(file, from),
    models: models.map((model) => modelOf(model, provider, hashes, from)),
    data: {
      ...chosen(study.data),
      split: study.split,
      annotators: study.data.contribution.annotators,
      people: study.data.contribution.people,
      files: await filesNamedIn(study),
    },
    classes: study.classes,
    labels: study.labels,
    methods: study.methods.map(methodOf),
    imports: study.imports.map(({ name, model, files, map }) => ({ name, model, files: from(files), map })),
    map: study.map,
    filters: study.filters.map(chosen),
    segmenters: study.segmenters.map(chosen),
    tune: study.tune && { ...study.tune, rule: study.tune.rule.name },
    metrics: study.metrics.map(metricOf),
    agreement: study.agreement.map(measured),
    features: study.features.map(measured),
    classification: study.classification.map(measured),
    faithfulness: study.faithfulness && {
      metrics: study.faithfulness.metrics.map(measured),
      images: study.faithfulness.images,
      methods: study.faithfulness.methods,
    },
    sanity: study.sanity && { ...study.sanity, metrics: study.sanity.metrics.map(measured) },
    baselines: study.baselines.map((baseline) => ({
      ...chosen(baseline),
      series: baseline.contribution.series,
      role: baseline.contribution.role,
    })),
    seed: study.seed,
    runtime: { ...chosen(study.runtime), ...session, precision, workers: study.workers },
    imageCodec: study.codec.id,
    images: digestOf(hashes.images),
  };
}

/** What was read of the study itself; what was included, and taken from the environment, where anything was. */
async function fileOf(
  { path, includes, environment, overrides, machine }: Study['file'],
  from: (path: string) => string,
) {
  const hashed = async (each: string) => ({ file: from(each), sha256: await machine.files.sha256(each) });
  return {
    ...(await hashed(path)),
    includes: includes.length > 0 ? await Promise.all(includes.map(hashed)) : undefined,
    environment: Object.keys(environment).length > 0 ? environment : undefined,
    ...overrides,
  };
}

function methodOf(method: Study['methods'][number]) {
  const { aggregate, map, images, budget, contribution } = method;
  const { gives = 'map' } = contribution;
  const host = contribution.host ? true : undefined;
  const of = contribution.combine && contribution.of?.map(partOf);
  return { ...chosen(method), of, aggregate, map, images, budget, gives, host };
}

/** A method inside of another. */
function partOf({ explainer, options }: InnerMethod): Record<string, unknown> {
  const of = explainer.combine && explainer.of?.map(partOf);
  return { ...chosen({ name: methodName(explainer), contribution: explainer, options }), of };
}

/** A network, by its file and what it was taken for. */
function modelOf(
  model: OpenModel,
  provider: string,
  { networks }: ContentHashes,
  from: (path: string) => string,
) {
  const { network, file, methods } = model;
  const guessed = guessedIn(model);
  const { '': hash, ...external } = networks.get(network.name)!;
  return {
    name: network.name,
    file: from(file),
    sha256: hash,
    external,
    stored: network.stored,
    family: network.family,
    architecture: network.description.architecture,
    preprocessing: network.preprocessing,
    labels: network.labels,
    activation: network.activation,
    trainedOn: network.trainedOn,
    guessed: guessed.length > 0 ? guessed : undefined,
    methods: methods.map(({ chosen: { name }, compiled: { layer } }) => ({ name, layer, provider })),
  };
}

/** A measure, and how its numbers are read. */
function measured(one: Chosen<'metric' | 'agreement' | 'feature' | 'classification' | 'faithfulness'>) {
  const { contribution, options } = one;
  const { scoreDirection } = contribution;
  const own = contribution.kind === 'faithfulness' ? contribution.rangeOf?.(options) : undefined;
  const ordered = contribution.kind === 'agreement' ? contribution.ordered : undefined;
  return { ...chosen(one), scoreDirection, range: (own ?? contribution.range).map(String), ordered };
}

/** @throws CamscopeError PLUGIN_INVALID where not every number of a curve has its threshold. */
function metricOf(metric: Chosen<'metric'>) {
  const { contribution, options } = metric;
  const names = namesOf(metric);
  const thresholds = contribution.thresholds?.(options);
  if (thresholds && thresholds.at.length !== names.length) {
    throw new CamscopeError('PLUGIN_INVALID', `The metric '${contribution.id}' is not a curve`, {
      found: `${names.length} names and ${thresholds.at.length} thresholds`,
      fix: 'Give one threshold for each of its names',
    });
  }
  const { truth, share } = contribution;
  const pool = contribution.pool?.(options);
  const pooled = pool && { ...pool, range: pool.range.map(String) };
  return { ...measured(metric), names, thresholds, pool: pooled, truth, share };
}

/** A contribution as it was chosen, and what it says of itself. */
function chosen({
  name,
  contribution,
  options,
}: Pick<Chosen<ContributionKind>, 'name' | 'options'> & {
  contribution: Pick<Contribution, 'id' | 'title' | 'short' | 'alsoCalled' | 'summary' | 'citation'>;
}) {
  const { id, title, short, alsoCalled, summary } = contribution;
  const citation = publicationOf(contribution);
  return { name, use: id, options, title, short, alsoCalled, summary, citation };
}

/** One hash over the lines `<sha256>  <id>` of all images read, sorted by id. */
function digestOf(hashes: ReadonlyMap<string, string>): { read: number; sha256: string } {
  const lines = [...hashes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, hash]) => `${hash}  ${id}\n`);
  return { read: lines.length, sha256: sha256(lines.join('')) };
}

/** Hashes of the files (not folders) that the data's options name. */
async function filesNamedIn({ data, file }: Study): Promise<Record<string, string>> {
  const { files } = file.machine;
  const hashes: Record<string, string> = {};
  for (const text of stringsIn(data.options)) {
    const path = files.resolve(file.directory, text);
    const facts = await files.facts(path);
    if (facts?.isFile) hashes[relative(file.directory, path)] = await files.sha256(path);
  }
  return hashes;
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
