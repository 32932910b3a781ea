import { basename } from 'node:path';
import type { Citation, Registry } from '@camscope/core';
import { priorTitles, type Lock, type Run } from '@camscope/experiment';
import type { MeasureFacts, ModelFacts, ReportData, SeriesFacts, StageFacts } from '@camscope/report';

/** A run as a report tells it, but for the gallery. */
export function reportDataOf(run: Run, registry: Registry): ReportData {
  const { lock, scores } = run;
  return {
    study: studyOf(run, registry),
    models: lock.models.map(modelOf),
    series: seriesOf(run),
    measures: measuresOf(lock, registry),
    scores: scores?.where({ against: 'finding' }),
    agreement: run.agreement,
    predictions: run.predictions?.where({ truth: ['0', '1'] }),
    classification: run.classification,
    features: run.features,
    faithfulness: run.faithfulness,
    faithfulnessCurves: run.curves,
    sanity: run.sanity,
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

function seriesOf({ lock, scores }: Run): SeriesFacts[] {
  const methods = lock.methods.map(({ name, title, options, citation }): SeriesFacts => {
    return {
      name,
      title:
        name === lock.methods.find((other) => other.title === title)?.name ? title : `${title} (${name})`,
      kind: 'method',
      options,
      citation,
    };
  });
  const imports = [...new Set(lock.imports.map(({ name }) => name))].map((name): SeriesFacts => {
    return { name, kind: 'method', summary: 'Heatmaps made elsewhere' };
  });
  const seen = (kind: 'prior' | 'reader') => scores?.where({ kind }).levels('method') ?? [];
  const priors = seen('prior').map((name): SeriesFacts => {
    const { title, summary } = priorTitles[name as keyof typeof priorTitles] ?? {
      title: name,
      summary: undefined,
    };
    return { name, title, summary, kind: 'prior', reference: name === 'mean-box' };
  });
  const readers = seen('reader').map((name): SeriesFacts => {
    return { name, title: `Reader ${name.replace(/^reader:/, '')}`, kind: 'reader' };
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

/** Those of the study, and those that its sanity checks use besides. */
function agreementMeasures({ agreement, sanity }: Lock): Lock['agreement'] {
  const known = new Set(agreement.map(({ name }) => name));
  return [...agreement, ...(sanity?.metrics ?? []).filter(({ name }) => !known.has(name))];
}

function titleWith(title: string, id: string, name: string): string {
  return id === name ? title : `${title} (${id.slice(name.length + 1)})`;
}

/** `iou-accuracy.0.5` is a point of the curve `iou-accuracy`; `iobb.accuracy@0.5` one of `iobb.accuracy`. */
function thresholdOf(id: string, { name }: { name: string }): MeasureFacts['threshold'] {
  const match = /^(.*)[.@](0?\.\d+|[01])$/.exec(id);
  if (!match || id === name) return undefined;
  const [, family, at] = match;
  return { family, of: /iobb/.test(family) ? 'IoBB' : 'IoU', at: Number(at) };
}

type Described = { readonly title: string; readonly summary?: string; readonly citation?: Citation };

/** What a plugin that is still there says of a contribution. */
function contribution(registry: Registry, kind: keyof Registry, id: string): Described | undefined {
  return registry[kind].ids.includes(id) ? registry[kind].get(id) : undefined;
}
