import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  CamscopeError,
  presetOf,
  type Catalogue,
  type ContributionKind,
  type ContributionKinds,
  type ModelCard,
  type Registry,
} from '@camscope/core';
import { mapSchema } from '../run/heatmap-of.ts';
import { checked, placed, withPlace } from './check.ts';
import { readCard } from './read-card.ts';
import type { StudyFile } from './read-study.ts';
import type { Chosen, ChosenMethod, ChosenModel, Study } from './study.ts';
import type { Path } from './yaml-source.ts';

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
  const { provider, fallback, threads, batch, ...runtime } = config.runtime;
  const study: Study = {
    file,
    models: await Promise.all(config.models.map((_, i) => modelOf(file, i))),
    data: choose(file, registry.dataset, { use, options: dataOptions }, ['data'], ['data']),
    classes: config.classes,
    labels: config.labels,
    methods: config.methods.map((_, i) => methodOf(file, registry.explainer, i)),
    filters: many(registry.filter, 'filters', config.filters),
    segmenters: many(registry.segmenter, 'segmenters', config.segmenters),
    metrics: many(registry.metric, 'metrics', config.metrics),
    runtime: choose(
      file,
      registry.runtime,
      { ...runtime, use: runtime.use ?? firstOf(registry.runtime).id },
      ['runtime'],
      ['runtime', 'options'],
    ),
    session: { provider, fallback, threads, batch },
    codec: firstOf(registry['image-codec']),
  };
  for (const key of ['methods', 'segmenters', 'metrics'] as const) refuseRepeated(file, study[key]);
  checkUse(study);
  return study;
}

function choose<Kind extends ContributionKind>(
  { source }: StudyFile,
  catalogue: Catalogue<Kind>,
  { use, as = use, options }: Choice,
  path: Path,
  optionsPath: Path,
): Chosen<Kind> {
  const contribution = placed(source, [...path, 'use'], () => catalogue.get(use));
  const preset = placed(source, [...optionsPath, 'preset'], () => presetOf(contribution, options));
  const { preset: _, ...own } = options;
  const given = preset ? { ...preset.options, ...own } : options;
  const checkedOptions = checked(contribution.options, given, source, optionsPath) as Record<string, unknown>;
  return { name: as, contribution, options: checkedOptions, path };
}

/** What a method says of its map goes before its preset, and that before the study's `map`. */
function methodOf(file: StudyFile, explainers: Catalogue<'explainer'>, index: number): ChosenMethod {
  const { layer, aggregate, map: own, ...choice } = file.config.methods[index];
  const path = ['methods', index];
  const chosen = choose(file, explainers, choice, path, [...path, 'options']);
  const preset = presetOf(chosen.contribution, choice.options);
  const map = checked(mapSchema, { ...file.config.map, ...preset?.map, ...own }, file.source, [
    ...path,
    'map',
  ]);
  return { ...chosen, layer, aggregate, map };
}

async function modelOf({ source, config, directory }: StudyFile, index: number): Promise<ChosenModel> {
  const path = ['models', index];
  const { card: cardFile, ...own } = config.models[index];
  const inline: ModelCard = own.file === undefined ? own : { ...own, file: resolve(directory, own.file) };
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
    await access(file).catch((cause: Error) => {
      const error = new CamscopeError('FILE_UNREADABLE', `Cannot read ${file}`, {
        found: cause.message,
        cause,
      });
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

function refuseRepeated({ source }: StudyFile, chosen: readonly Chosen<ContributionKind>[]): void {
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

/** Segmenters without a metric that needs them, and the other way round, are mistakes. */
function checkUse({ file, metrics, segmenters }: Study): void {
  const needing = metrics.find(({ contribution }) => contribution.needs === 'segmentation');
  if (needing && segmenters.length === 0) {
    throw new CamscopeError(
      'CONFIG_INVALID',
      `The metric '${needing.name}' measures regions, but there is no segmenter`,
      {
        at: file.source.at(needing.path),
        fix: "Add one under 'segmenters'",
      },
    );
  }
  if (!needing && segmenters.length > 0) {
    throw new CamscopeError('CONFIG_INVALID', 'No metric measures the regions of the segmenters', {
      at: file.source.at(['segmenters']),
      fix: "Add such a metric, or leave out 'segmenters'",
    });
  }
}
