import { basename } from 'node:path';
import type { Citation, Registry } from '@camscope/core';
import type { MassSeen } from '@camscope/engine';
import { priorTitles, type Lock, type MapLine, type Run } from '@camscope/experiment';
import type {
  CostFacts,
  MeasureFacts,
  ModelFacts,
  ReportData,
  SeriesFacts,
  StageFacts,
} from '@camscope/report';

/** A run as a report tells it, but for the gallery. */
export function reportDataOf(run: Run, registry: Registry): ReportData {
  const { lock, scores } = run;
  return {
    study: studyOf(run, registry),
    models: modelsOf(lock),
    series: seriesOf(run, registry),
    measures: measuresOf(lock, registry),
    scores: scores?.where({ against: 'finding' }),
    shortcuts: scores?.where({ against: 'confounder' }),
    agreement: run.agreement,
    predictions: run.predictions?.where({ truth: ['0', '1'] }),
    classification: run.classification,
    features: run.features,
    faithfulness: run.faithfulness,
    faithfulnessCurves: run.curves,
    sanity: run.sanity,
    costs: costsOf(run),
    primary: scores && lock.metrics.flatMap(({ names }) => names)[0],
    segmenter: lock.segmenters[0]?.name,
  };
}

function studyOf(
  { lock, rawLock, account, scores, images, maps }: Run,
  registry: Registry,
): ReportData['study'] {
  const patients = scores?.levels('patient').filter((patient) => patient !== '').length ?? 0;
  const { provider, threads } = lock.runtime;
  return {
    title: titleOf(lock.study.file),
    camscope: lock.camscope,
    finished: account?.ended,
    seconds: account?.seconds,
    images: images.length,
    patients: patients > 0 ? patients : undefined,
    findings: images.reduce((sum, { findings }) => sum + Object.keys(findings).length, 0),
    classes: [...new Set(images.flatMap(({ findings }) => Object.keys(findings)))],
    maps: maps.length,
    failures: account?.failures ?? [],
    notes: [
      ...(account?.finished !== true ? ['The run was interrupted: what follows is incomplete.'] : []),
      ...(account?.notes ?? []),
    ],
    lock: rawLock,
    stages: stagesOf(lock, registry),
    runtime: {
      runtime: lock.runtime.use,
      ...(provider ? { provider } : {}),
      ...(threads ? { threads } : {}),
    },
    seeds: { study: lock.seed },
  };
}

/** `chest-study.yaml` as `chest-study`. */
function titleOf(file: string): string {
  return basename(file).replace(/\.ya?ml$/i, '');
}

function stagesOf(lock: Lock, registry: Registry): StageFacts[] {
  const of = (
    kind: 'dataset' | 'filter' | 'segmenter' | 'metric' | 'agreement' | 'faithfulness',
    chosen: Lock['segmenters'],
  ) =>
    chosen.map(({ name, use, options }): StageFacts => {
      const known = contribution(registry, kind, use);
      return { kind, name, title: known?.title, options, citation: known?.citation };
    });
  return [
    ...of('dataset', [lock.data]),
    ...of('filter', lock.filters),
    ...of('segmenter', lock.segmenters),
    ...of('metric', lock.metrics),
    ...of('agreement', lock.agreement),
    ...of('faithfulness', lock.faithfulness?.metrics ?? []),
  ];
}

/** Those that ran, and those of which only heatmaps are there. */
function modelsOf({ models, imports }: Lock): ModelFacts[] {
  const elsewhere = new Set(imports.map(({ model }) => model));
  for (const { name } of models) elsewhere.delete(name);
  return [...models.map(modelOf), ...[...elsewhere].map((name) => ({ name }))];
}

function modelOf({
  name,
  architecture,
  file,
  sha256,
  preprocessing,
  methods,
}: Lock['models'][number]): ModelFacts {
  const { channels, size, fit, mean, std } = preprocessing;
  return {
    name,
    architecture,
    file: basename(file),
    sha256,
    targetLayer: [...new Set(methods.map(({ layer }) => layer))].join(', '),
    preprocessing: `${channels} × ${size[0]} × ${size[1]}, ${fit}, mean ${mean.join(' ')}, std ${std.join(' ')}`,
  };
}

function seriesOf({ lock, scores, agreement }: Run, registry: Registry): SeriesFacts[] {
  const methods = lock.methods.map(({ name, use, title, options, citation }): SeriesFacts => {
    return {
      name,
      title:
        name === lock.methods.find((other) => other.title === title)?.name ? title : `${title} (${name})`,
      kind: 'method',
      summary: contribution(registry, 'explainer', use)?.summary,
      options,
      citation,
    };
  });
  const elsewhere = new Set(lock.imports.map(({ name }) => name));
  for (const { name } of methods) elsewhere.delete(name);
  const imports = [...elsewhere].map((name): SeriesFacts => {
    return { name, kind: 'method', summary: 'Heatmaps made elsewhere' };
  });
  const seen = (kind: 'prior' | 'reader') => scores?.where({ kind }).levels('method') ?? [];
  const priors = seen('prior').map((name): SeriesFacts => {
    const { title, summary } = priorTitles[name as keyof typeof priorTitles] ?? {
      title: name,
      summary: undefined,
    };
    const [reference, chance] = [name === 'mean-box', name === 'chance'];
    return { name, title, summary, kind: 'prior', reference, chance };
  });
  const compared = [...(agreement?.levels('a') ?? []), ...(agreement?.levels('b') ?? [])];
  const named = [...seen('reader'), ...compared.filter((name) => /^reader(:|$)/.test(name))];
  const readers = [...new Set(named)].map((name): SeriesFacts => {
    const title = name === 'reader' ? 'Radiologist' : `Reader ${name.replace(/^reader:/, '')}`;
    return { name, title, kind: 'reader' };
  });
  return [...methods, ...imports, ...priors, ...readers];
}

function measuresOf(lock: Lock, registry: Registry): MeasureFacts[] {
  const of = (kind: MeasureFacts['kind'], measures: Lock['agreement']) =>
    measures.flatMap((measure): MeasureFacts[] => {
      const known = contribution(registry, kind, measure.use);
      const names = 'names' in measure ? (measure as Lock['metrics'][number]).names : [measure.name];
      const [low, high] = measure.range.map(Number);
      return names.map((id) => ({
        id,
        title: titleWith(measure.title, id, measure.name),
        kind,
        direction: measure.scoreDirection,
        range: [low, high],
        summary: known?.summary,
        citation: known?.citation,
        threshold: thresholdOf(id, measure),
        share: SHARES[measure.use],
      }));
    });
  return [
    ...of('metric', lock.metrics),
    ...of('agreement', agreementMeasures(lock)),
    ...of('classification', lock.classification),
    ...of('faithfulness', lock.faithfulness?.metrics ?? []),
    ...of('feature', lock.features),
  ];
}

/** By what it is judged where a network looks. */
const SHARES: Readonly<Record<string, MeasureFacts['share']>> = {
  'hit-rate': 'hits',
  'energy-in-box': 'heat',
  'mass-accuracy': 'heat',
};

/** Those of the study, and those that its sanity checks use besides. */
function agreementMeasures({ agreement, sanity }: Lock): Lock['agreement'] {
  const known = new Set(agreement.map(({ name }) => name));
  return [...agreement, ...(sanity?.metrics ?? []).filter(({ name }) => !known.has(name))];
}

function titleWith(title: string, id: string, name: string): string {
  return id === name ? title : `${title} (${id.slice(name.length + 1)})`;
}

/** `iou-accuracy.0.5` is a point of the curve `iou-accuracy`; `iobb.accuracy@0.5` one of `iobb.accuracy`. */
function thresholdOf(id: string, { name, options }: Lock['agreement'][number]): MeasureFacts['threshold'] {
  const match = /^(.*?)[.@](0?\.\d+|[01])$/.exec(id);
  if (!match || id === name) return undefined;
  const [, family, at] = match;
  return {
    family,
    of: /iobb/.test(family) || options['overlap'] === 'iobb' ? 'IoBB' : 'IoU',
    at: Number(at),
  };
}

type Described = { readonly title: string; readonly summary?: string; readonly citation?: Citation };

/** What a plugin that is still there says of a contribution. */
function contribution(registry: Registry, kind: keyof Registry, id: string): Described | undefined {
  return registry[kind].ids.includes(id) ? registry[kind].get(id) : undefined;
}

/** Means over the maps of each method and network. Maps made elsewhere cost nothing here. */
function costsOf({ maps }: Run): CostFacts[] {
  const groups = new Map<string, MapLine[]>();
  for (const map of maps.filter(({ passes }) => passes !== undefined)) {
    const key = JSON.stringify([map.method, map.model]);
    const group = groups.get(key);
    if (group) group.push(map);
    else groups.set(key, [map]);
  }
  return [...groups.values()].map((group) => {
    const [{ method, model }] = group;
    const seen = group.flatMap(({ facts }) => (facts?.massSeen ? [facts.massSeen as MassSeen] : []));
    const known = { method, model, maps: group.length, passes: mean(group.map(({ passes }) => passes!)) };
    if (seen.length === 0) return known;
    return {
      ...known,
      seen: mean(seen.map(({ share }) => share)),
      estimated: seen.some(({ estimated }) => estimated),
    };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
