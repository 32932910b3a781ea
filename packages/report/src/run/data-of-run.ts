import { listed, type Lock, type Run } from '@camscope/pipeline';
import type { ReportData, StageFacts } from '../data.ts';
import { costsOf } from './costs-of-run.ts';
import { measuresOf } from './measures-of-run.ts';
import { modelsOf } from './models-of-run.ts';
import { fileName } from './file-name.ts';
import { seriesOf } from './series-of-run.ts';
import { tuningOf } from './tuning-of-run.ts';

/** A run as a report tells it, but for the gallery. */
export function dataOfRun(run: Run): ReportData {
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
    tuning: tuningOf(run),
    costs: costsOf(run),
    primary: scores && (lock.metrics.find(({ pool }) => !pool) ?? lock.metrics[0])?.names[0],
    segmenter: lock.segmenters[0]?.name,
  };
}

function studyOf(run: Run): ReportData['study'] {
  const { lock, rawLock, account, partial, scores, images, maps, notes: damage } = run;
  const patients = scores?.levels('patient').filter((patient) => patient !== '').length ?? 0;
  const { provider, precision, threads } = lock.runtime;
  return {
    // `chest-study.yaml` as `chest-study`.
    title: lock.title ?? fileName(lock.study.file).replace(/\.ya?ml$/i, ''),
    camscope: lock.camscope,
    ...(account?.finished
      ? { finished: account.ended, seconds: account.seconds }
      : { unfinished: { unitsLeft: account?.unitsLeft, partial } }),
    damage,
    images: images.length,
    patients: patients > 0 ? patients : undefined,
    findings: images.reduce((sum, { findings }) => sum + Object.keys(findings).length, 0),
    annotators: lock.data.annotators,
    drawn: drawnIn(images),
    classes: [...new Set(images.flatMap(({ findings }) => Object.keys(findings)))],
    maps: maps.length,
    failures: account?.failures ?? [],
    notes: account?.notes ?? [],
    lock: rawLock,
    stages: stagesOf(lock),
    runtime: {
      runtime: lock.runtime.use,
      ...(provider ? { provider } : {}),
      ...(precision ? { precision } : {}),
      ...(threads ? { threads } : {}),
    },
    seeds: { study: lock.seed },
  };
}

/** Readers of findings, and whether any of their findings is known to be an outline. */
function drawnIn(images: Run['images']): ReportData['study']['drawn'] {
  const outlined = new Map<string, boolean>();
  for (const { findings } of images)
    for (const { reader, outlined: one = false, fixations, confounder } of Object.values(findings).flat())
      if (reader !== undefined && !confounder && !fixations)
        outlined.set(reader, one || (outlined.get(reader) ?? false));
  return [...outlined].map(([reader, any]) => ({ reader, outlined: any }));
}

function remarkOn({ data, tune }: Lock, kind: string, name: string): string | undefined {
  if (kind === 'dataset' && data.split) return `split ${listed(data.split)}`;
  if (kind === 'segmenter' && name === tune?.segmenter)
    return `each class at a threshold of its own, tuned on ${listed(tune.split)}`;
  return undefined;
}

function stagesOf(lock: Lock): StageFacts[] {
  const of = (kind: string, chosen: Lock['segmenters']) =>
    chosen.map(({ name, title, options, citation }): StageFacts => ({
      ...{ kind, name, title, options, citation, remark: remarkOn(lock, kind, name) },
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
