import { basename } from 'node:path';
import type { MassSeen } from '@camscope/engine';
import type { Lock, MapLine, Run } from '@camscope/pipeline';
import type {
  CostFacts,
  MeasureFacts,
  ModelFacts,
  ReportData,
  SeriesFacts,
  StageFacts,
} from '@camscope/report';

/** A run as a report tells it, but for the gallery. */
export function reportDataOf(run: Run): ReportData {
  const { lock, scores } = run;
  return {
    study: studyOf(run),
    models: modelsOf(lock),
    series: seriesOf(run),
    measures: measuresOf(lock),
    scores: scores?.where({ against: 'finding' }),
    shortcuts: scores?.where({ against: 'confounder' }),
    agreement: run.agreement,
    predictions: run.predictions?.where({ truth: ['0', '1'] }),
    classification: run.classification.map(
      ({ n = 0, positives = 0, value = null, interval, reason, ...line }) => ({
        ...line,
        ...{ n, positives, value },
        ...{ interval: interval || undefined, reason: reason || undefined },
      }),
    ),
    features: run.features,
    faithfulness: run.faithfulness,
    faithfulnessCurves: run.curves,
    sanity: run.sanity,
    costs: costsOf(run),
    primary: scores && lock.metrics.flatMap(({ names }) => names)[0],
    segmenter: lock.segmenters[0]?.name,
  };
}

function studyOf({ lock, rawLock, account, scores, images, maps }: Run): ReportData['study'] {
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
    stages: stagesOf(lock),
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

function stagesOf(lock: Lock): StageFacts[] {
  const of = (kind: string, chosen: Lock['segmenters']) =>
    chosen.map(({ name, title, options, citation }): StageFacts => ({
      kind,
      name,
      title,
      options,
      citation,
    }));
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

function seriesOf({ lock, scores, agreement }: Run): SeriesFacts[] {
  const methods = lock.methods.map(({ name, title, summary, options, citation }): SeriesFacts => {
    return {
      name,
      title:
        name === lock.methods.find((other) => other.title === title)?.name ? title : `${title} (${name})`,
      kind: 'method',
      summary,
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
    const { title = name, summary, role } = lock.baselines.find((one) => one.name === name) ?? {};
    return {
      ...{ name, title, summary, kind: 'prior' },
      ...{ reference: role === 'reference', chance: role === 'chance' },
    };
  });
  const compared = [...(agreement?.levels('a') ?? []), ...(agreement?.levels('b') ?? [])];
  const named = [...seen('reader'), ...compared.filter((name) => /^reader(:|$)/.test(name))];
  const readers = [...new Set(named)].map((name): SeriesFacts => {
    const title = name === 'reader' ? 'Radiologist' : `Reader ${name.replace(/^reader:/, '')}`;
    return { name, title, kind: 'reader' };
  });
  return [...methods, ...imports, ...priors, ...readers];
}

function measuresOf(lock: Lock): MeasureFacts[] {
  const of = (kind: MeasureFacts['kind'], measures: readonly Measure[]) =>
    measures.map((measure) => measureOf(kind, measure));
  return [
    ...lock.metrics.flatMap(numbersOf),
    ...of('agreement', agreementMeasures(lock)),
    ...of('classification', lock.classification),
    ...of('faithfulness', lock.faithfulness?.metrics ?? []),
    ...of('feature', lock.features),
  ];
}

type Measure = Lock['agreement'][number];

function measureOf(kind: MeasureFacts['kind'], measure: Measure): MeasureFacts {
  const { name, title, scoreDirection, summary, citation } = measure;
  const [low, high] = measure.range.map(Number);
  return { id: name, title, kind, direction: scoreDirection, range: [low, high], summary, citation };
}

/** Every number of a metric: `iou-accuracy.0.5` is a point of the curve `iou-accuracy`. */
function numbersOf(metric: Lock['metrics'][number]): MeasureFacts[] {
  const { name, names, thresholds, share } = metric;
  const common = { ...measureOf('metric', metric), share };
  return names.map((id, i) => ({
    ...common,
    id,
    title: id === name ? metric.title : `${metric.title} (${id.slice(name.length + 1)})`,
    threshold: thresholds && { family: name, title: metric.title, of: thresholds.of, at: thresholds.at[i] },
  }));
}

/** Those of the study, and those that its sanity checks use besides. */
function agreementMeasures({ agreement, sanity }: Lock): Measure[] {
  const known = new Set(agreement.map(({ name }) => name));
  return [...agreement, ...(sanity?.metrics ?? []).filter(({ name }) => !known.has(name))];
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
    const known = { method, model, maps: group.length, passes: passesOf(group) / group.length };
    if (seen.length === 0) return known;
    return {
      ...known,
      seen: mean(seen.map(({ share }) => share)),
      estimated: seen.some(({ estimated }) => estimated),
    };
  });
}

/** Images that went through the network for these maps: all maps of an image come of the same ones. */
function passesOf(maps: readonly MapLine[]): number {
  const perImage = new Map(maps.map(({ image, passes = 0 }) => [image, passes]));
  return [...perImage.values()].reduce((sum, passes) => sum + passes, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
