import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import {
  CamscopeError,
  publicationOf,
  type Contribution,
  type ContributionKind,
  type ModelFile,
} from '@camscope/core';
import type { Network } from '@camscope/engine';
import { sha256, sha256OfFile } from '../files/sha256.ts';
import { namesOf, type Chosen } from '@camscope/pipeline';
import type { Study } from '../config/study.ts';
import type { OpenModel, OpenStudy } from '../open/open-study.ts';

/** Where a plugin came from, as recorded in the lock: a package with its version, or a file with its hash. */
export type PluginRecord =
  | { readonly name: string; readonly version: string }
  | { readonly name: string; readonly file: string; readonly sha256: string };

/** The software that ran a study. */
export interface Software {
  /** Version of camscope. */
  readonly camscope: string;
  readonly plugins: readonly PluginRecord[];
}

/** Everything on which the results of a study depend. Paths are relative to the study file. */
export async function lockOf(
  { study, models, provider }: OpenStudy,
  software: Software,
): Promise<Record<string, unknown>> {
  const { file, session } = study;
  const from = (path: string) => relative(file.directory, path);
  return {
    version: 1,
    camscope: software.camscope,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    plugins: software.plugins.map((record) =>
      'file' in record ? { ...record, file: from(record.file) } : record,
    ),
    title: study.title,
    study: { file: from(file.path), sha256: await sha256OfFile(file.path), ...file.overrides },
    models: await Promise.all(models.map((model) => modelOf(model, provider, from))),
    data: { ...chosen(study.data), files: await filesNamedIn(study) },
    classes: study.classes,
    labels: study.labels,
    methods: study.methods.map(methodOf),
    imports: study.imports.map(({ name, model, files, map }) => ({ name, model, files: from(files), map })),
    map: study.map,
    filters: study.filters.map(chosen),
    segmenters: study.segmenters.map(chosen),
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
    runtime: { ...chosen(study.runtime), ...session, workers: study.workers },
    imageCodec: study.codec.id,
  };
}

function methodOf(method: Study['methods'][number]) {
  const { aggregate, map, images, budget } = method;
  return { ...chosen(method), aggregate, map, images, budget, gives: method.contribution.gives ?? 'map' };
}

/** A network, by its file and what it was taken for. */
async function modelOf(
  { network, file, methods }: OpenModel,
  provider: string,
  from: (path: string) => string,
) {
  return {
    name: network.name,
    file: from(file),
    sha256: sha256(network.file.bytes),
    external: await externalData(network),
    family: network.family,
    architecture: network.description.architecture,
    preprocessing: network.preprocessing,
    labels: network.labels,
    activation: network.activation,
    methods: methods.map(({ chosen: { name }, compiled: { layer } }) => ({ name, layer, provider })),
  };
}

/** A measure, and how its numbers are read. */
function measured(one: Chosen<'metric' | 'agreement' | 'feature' | 'classification' | 'faithfulness'>) {
  const { scoreDirection, range } = one.contribution;
  return { ...chosen(one), scoreDirection, range: range.map(String) };
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
  return { ...measured(metric), names, thresholds, share: contribution.share };
}

/** A contribution as it was chosen, and what it says of itself. */
function chosen({
  name,
  contribution,
  options,
}: Pick<Chosen<ContributionKind>, 'name' | 'options'> & {
  contribution: Pick<Contribution, 'id' | 'title' | 'summary' | 'citation'>;
}) {
  const { id, title, summary } = contribution;
  return { name, use: id, options, title, summary, citation: publicationOf(contribution) };
}

/** Hashes of the weights kept beside a model, by location. */
async function externalData({ file, graph }: Network): Promise<Record<string, string>> {
  const locations = [...graph.model.graph.initializers.values()].flatMap(
    ({ external }) => external?.location ?? [],
  );
  const hashes = [...new Set(locations)].map(
    async (location) => [location, await hashOf(file.sibling(location))] as const,
  );
  return Object.fromEntries(await Promise.all(hashes));
}

function hashOf(source: ModelFile['source']): Promise<string> | string {
  return 'path' in source ? sha256OfFile(source.path) : sha256(source.bytes);
}

/** Hashes of the files (not folders) that the data's options name. */
async function filesNamedIn({ data, file }: Study): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const text of stringsIn(data.options)) {
    const path = resolve(file.directory, text);
    const stats = await stat(path).catch(() => undefined);
    if (stats?.isFile()) hashes[relative(file.directory, path)] = await sha256OfFile(path);
  }
  return hashes;
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
