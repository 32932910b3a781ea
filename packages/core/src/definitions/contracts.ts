import type { Contribution } from '../contracts/contribution.ts';
import { questions } from '../contracts/faithfulness.ts';
import type { ContributionKind, ContributionKinds } from '../contracts/kinds.ts';
import { claimsGives, datasetGives } from './data.ts';
import { isRecord } from './describe.ts';
import { combineGives } from './combinations.ts';
import { mapGives, perturbGives } from './explanations.ts';
import { fetchGives, hostGives } from './host.ts';
import { call, flag, list, must, oneOf, optional, parts, someOf, text, type Field } from './field.ts';
import { filterGives, segmenterGives } from './maps.ts';
import {
  faithGives,
  intervalGives,
  measures,
  metricGives,
  namesGives,
  poolGives,
  rangeOfGives,
  scale,
  thresholdsGives,
} from './measurements.ts';
import { bytesGives, rasterGives, recogniseGives, sizeGives } from './readings.ts';

const isText = (value: unknown): boolean => typeof value === 'string';

const citation: Field = {
  must: '{ text } with doi, arxiv or url',
  is: (value) => isRecord(value) && text.is(value.text),
};

/** What every contribution says of itself. */
export const common: Readonly<Record<keyof Contribution, Field>> = {
  kind: text,
  id: {
    must: "kebab-case, words of lower-case letters and digits joined by hyphens: 'grad-cam'",
    is: (value) => typeof value === 'string' && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(value),
  },
  title: text,
  short: optional(text),
  alsoCalled: optional({
    must: 'a list of { name, by }',
    is: (value) =>
      Array.isArray(value) && value.every((one) => isRecord(one) && text.is(one.name) && text.is(one.by)),
  }),
  summary: optional(text),
  citation: optional({
    must: "{ text } with doi, arxiv or url, 'own' or 'common'",
    is: (value) => value === 'own' || value === 'common' || citation.is(value),
  }),
  options: {
    must: 'a strict object of zod 4, z.strictObject({}) where there are none',
    is: (value) =>
      isRecord(value) && isRecord(value.shape) && typeof value.safeParse === 'function' && '_zod' in value,
  },
  presets: optional({
    must: '{ name: { summary, options, map } }',
    is: (value) =>
      isRecord(value) && Object.values(value).every((preset) => isRecord(preset) && text.is(preset.summary)),
  }),
};

type Keys<Kind extends ContributionKind> = ContributionKinds[Kind] extends infer Contract
  ? Contract extends unknown
    ? Exclude<keyof Contract, keyof Contribution>
    : never
  : never;

/** What each kind says beside that: every key, what it must be, and what its functions must give. */
export const own: { readonly [Kind in ContributionKind]: Readonly<Record<Keys<Kind>, Field>> } = {
  explainer: {
    gives: optional(oneOf('map', 'attribution')),
    finish: optional(call({ fault: must('an object', isRecord) })),
    layers: optional(oneOf('apart', 'together')),
    map: optional(call(mapGives)),
    perturb: optional(call(perturbGives)),
    fetch: optional(call(fetchGives)),
    host: optional(call(hostGives)),
    combine: optional(call(combineGives)),
    takes: optional(oneOf('one', 'many')),
    of: optional(list),
  },
  segmenter: {
    segment: call(segmenterGives),
    tuned: optional(call({ fault: must('an object', isRecord) })),
  },
  filter: {
    needs: optional(oneOf('image')),
    file: optional(call({ fault: must('text or undefined', (name) => name === undefined || isText(name)) })),
    filter: call(filterGives),
  },
  metric: {
    ...scale,
    needs: oneOf('segmentation', 'map'),
    truth: optional(oneOf('regions', 'fixations')),
    others: optional(
      call({
        fault: must('a whole number above 0', (most) => Number.isInteger(most) && (most as number) > 0),
      }),
    ),
    names: optional(call(namesGives)),
    thresholds: optional(call(thresholdsGives)),
    pool: optional(call(poolGives)),
    share: optional(oneOf('hits', 'heat')),
    measure: call(metricGives),
    chance: optional(measures),
  },
  agreement: {
    ...scale,
    needs: oneOf('segmentation', 'map'),
    ordered: optional(flag),
    compare: measures,
  },
  baseline: {
    series: oneOf('prior', 'reader'),
    role: optional(oneOf('reference', 'chance', 'control')),
    over: call({
      fault: must('a function from a finding to claims', (output) => typeof output === 'function'),
      within: (output, watched) => watched('what over gave', undefined, output, claimsGives),
    }),
  },
  classification: { ...scale, measure: measures, interval: optional(call(intervalGives)) },
  faithfulness: {
    ...scale,
    rangeOf: optional(call(rangeOfGives)),
    asks: optional(someOf(...questions)),
    evaluate: call(faithGives),
  },
  feature: { ...scale, measure: measures },
  model: { fallback: optional(flag), recognise: call(recogniseGives) },
  dataset: {
    annotators: optional(parts({ one: text, many: text })),
    people: optional(parts({ from: text, alsoCalled: optional(list), source: optional(citation) })),
    open: call(datasetGives),
    starter: optional(
      parts({
        ...{ takes: list, needs: list },
        told: optional(call({ awaited: true, fault: must('options', isRecord) })),
        write: call({ fault: must('text', isText) }),
      }),
    ),
    tuning: optional(
      parts({ grid: list, tune: call({ awaited: true, fault: must('a list', Array.isArray) }) }),
    ),
    writeMasks: optional(
      call({ awaited: true, fault: must('{ text }', (file) => isRecord(file) && isText(file.text)) }),
    ),
  },
  runtime: { start: call({ fault: must('a runtime', isRecord) }) },
  'image-codec': {
    accepts: optional(call({ fault: must('true or false', flag.is) })),
    sizeOf: optional(call(sizeGives)),
    decode: call(rasterGives),
    encodePng: call(bytesGives),
    encodeJpeg: call(bytesGives),
  },
};

/** Keys of which one is there. */
export const oneOfKeys: Readonly<Partial<Record<ContributionKind, readonly string[]>>> = {
  explainer: ['map', 'perturb', 'host', 'combine'],
};

export const KINDS = Object.keys(own) as ContributionKind[];
