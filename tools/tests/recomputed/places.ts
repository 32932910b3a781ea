import { numberIn, type Line } from './csv.ts';
import { mean } from './statistics.ts';
import type { Tables } from './tables.ts';

/** The share of places that a method has to have a value for, to be compared. */
const COVERAGE = 0.9;
/** Half of the third decimal, in which the measures of these studies are told. */
export const TIE = 0.0005;

/** A finding: a class on an image, on a network. */
export interface Place {
  readonly model: string;
  readonly finding: string;
  readonly label: string;
  readonly patient: string;
}

/** One metric under one segmenter, place by place. */
export interface Sheet {
  readonly places: readonly Place[];
  /** Findings, whatever the number of networks. */
  readonly findings: number;
  readonly methods: readonly string[];
  readonly compared: readonly string[];
  readonly priors: readonly string[];
  readonly readers: readonly string[];
  /** NaN where there is none. */
  value(series: string, place: Place): number;
  /** Places for which all of them have a value. */
  shared(names: readonly string[]): Place[];
  meanOf(series: string, places: readonly Place[]): number;
}

const findingOf = ({ class: label, image }: Line) => `${label}\n${image}`;

/** @param label of one class alone. */
export function sheetOf(tables: Tables, metric: string, label?: string): Sheet {
  const own = tables.of('scores').filter((line) => line.metric === metric && line.against === 'finding');
  const segmented = own.some(({ segmenter }) => segmenter === tables.segmenter);
  const all = own.filter(({ segmenter }) => segmenter === '' || !segmented || segmenter === tables.segmenter);
  const lines = all.filter((line) => label === undefined || line.class === label);
  const of = (some: readonly Line[], kind: string) => [
    ...new Set(some.filter((line) => line.kind === kind).map(({ method }) => method)),
  ];
  const values = valuesOf(lines);
  const findings = new Map(lines.map((line) => [findingOf(line), line]));
  const models = [...new Set(all.filter(({ kind }) => kind === 'method').map(({ model }) => model))];
  const places = (models.length === 0 ? [''] : models).flatMap((model) =>
    [...findings].map(([finding, line]): Place => {
      return { model, finding, label: line.class, patient: line.patient || line.image };
    }),
  );
  const methods = of(lines, 'method');
  const networked = new Set(methods);
  const value = (series: string, { model, finding }: Place) =>
    values.get(JSON.stringify([series, networked.has(series) ? model : '', finding])) ?? NaN;
  const compared =
    label === undefined
      ? methods.filter((name) => isCompared(name, lines, places, value))
      : sheetOf(tables, metric).compared;
  return {
    ...{ places, methods, compared, priors: of(lines, 'prior'), readers: of(lines, 'reader') },
    findings: findings.size,
    value,
    shared: (names) => places.filter((place) => names.every((name) => !Number.isNaN(value(name, place)))),
    meanOf: (series, some) => mean(some.map((place) => value(series, place))),
  };
}

/** The mean over readers, of series on places. */
function valuesOf(lines: readonly Line[]): Map<string, number> {
  const found = new Map<string, number[]>();
  for (const line of lines) {
    const value = numberIn(line.value);
    const model = line.kind === 'method' ? line.model : '';
    const key = JSON.stringify([line.method, model, findingOf(line)]);
    if (!Number.isNaN(value)) found.set(key, [...(found.get(key) ?? []), value]);
  }
  return new Map([...found].map(([key, values]) => [key, mean(values)]));
}

/** Places of a network and class where no method has a row do not count. */
function isCompared(
  name: string,
  lines: readonly Line[],
  places: readonly Place[],
  value: Sheet['value'],
): boolean {
  const tried = new Set(
    lines.filter(({ kind }) => kind === 'method').map(({ model, class: label }) => `${model}\n${label}`),
  );
  const counted = places.filter(({ model, label }) => tried.has(`${model}\n${label}`));
  const there = counted.filter((place) => !Number.isNaN(value(name, place))).length;
  return counted.length > 0 && there / counted.length >= COVERAGE;
}

export const findingsIn = (places: readonly Place[]): number =>
  new Set(places.map(({ finding }) => finding)).size;
