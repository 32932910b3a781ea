import { numberIn, type Line } from './csv.ts';
import type { Recomputed } from './expected.ts';
import { bca, mean } from './statistics.ts';
import type { Tables } from './tables.ts';

/** Fewer patients tell nothing. */
const PATIENTS = 5;

interface Look {
  readonly method: string;
  readonly shortcut: number;
  readonly finding: number;
  readonly shortcutTimes: number;
  readonly findingTimes: number;
  readonly lead: number;
  readonly images: number;
  readonly judged: boolean;
  readonly shows: boolean;
  readonly notices: boolean;
}

/** What each method of a network does, on the images with both a finding of the class and its shortcut. */
function looksOf(tables: Tables, label: string, model: string): { metric: string; looks: Look[] } {
  const lines = tables.of('scores').filter((line) => line.class === label);
  const metric = ['heat', 'hits']
    .flatMap((share) => tables.metrics.filter((one) => one.share === share))
    .find(({ id }) => lines.some((line) => line.metric === id && line.against === 'confounder'))!.id;
  const own = lines.filter((line) => line.metric === metric);
  const methods = [...new Set(own.filter((line) => line.model === model).map(({ method }) => method))];
  const looks = methods.flatMap((method) => {
    const of = (name: string, on: string, against: string) =>
      valuesOf(own.filter((line) => line.method === name && line.model === on && line.against === against));
    const [on, off] = [of(method, model, 'confounder'), of(method, model, 'finding')];
    const chanceOn = of(tables.chance!, '', 'confounder');
    const chanceOff = of(tables.chance!, '', 'finding');
    const images = [...on.keys()].filter((image) => off.has(image));
    if (images.length === 0) return [];
    const clusters = images.map((image) => on.get(image)!.patient);
    const times = images.map((image) => on.get(image)!.value / chanceOn.get(image)!.value);
    const others = images.map((image) => off.get(image)!.value / chanceOff.get(image)!.value);
    const leads = times.map((one, i) => one - others[i]);
    const enough = new Set(clusters).size >= PATIENTS;
    const least = (values: readonly number[]) => bca(values, clusters)?.[0] ?? mean(values);
    const notices = enough && least(times) > 1;
    return {
      ...{ method, images: images.length, judged: enough, notices },
      shortcut: mean(images.map((image) => on.get(image)!.value)),
      finding: mean(images.map((image) => off.get(image)!.value)),
      ...{ shortcutTimes: mean(times), findingTimes: mean(others), lead: mean(leads) },
      shows: notices && least(leads) > 0,
    };
  });
  return { metric, looks };
}

/** The mean over those who drew, of every image. */
function valuesOf(lines: readonly Line[]): Map<string, { value: number; patient: string }> {
  const images = new Map<string, Line[]>();
  for (const line of lines)
    if (line.value !== '') images.set(line.image, [...(images.get(line.image) ?? []), line]);
  return new Map(
    [...images].map(([image, own]) => [
      image,
      { value: mean(own.map(({ value }) => numberIn(value))), patient: own[0].patient || image },
    ]),
  );
}

export function lookNumbers(
  tables: Tables,
  label: string,
  model: string,
  kind: 'shortcut' | 'both',
): Recomputed {
  const { metric, looks } = looksOf(tables, label, model);
  const showing = looks.filter(({ shows, notices }) => (kind === 'shortcut' ? shows : notices));
  const clearest = showing.reduce((a, b) => (b.lead > a.lead ? b : a));
  const { method, images, shortcut, finding, shortcutTimes, findingTimes } = clearest;
  return {
    ...{ class: label, model, metric, showing: showing.length, all: looks.length },
    judged: looks.filter(({ judged }) => judged).length,
    ...{ method, images, shortcut, finding, shortcutTimes, findingTimes },
  };
}

/** Every network of which the sentence before did not speak. */
export function elsewhereNumbers(tables: Tables, label: string): Recomputed {
  const found = tables.models.flatMap((model) => {
    const { looks } = looksOf(tables, label, model);
    const judged = looks.filter((look) => look.judged);
    const most = (test: (look: Look) => boolean) => 2 * judged.filter(test).length > judged.length;
    if (judged.length === 0 || most(({ notices }) => notices)) return [];
    return [[`mean.${model}`, mean(looks.map(({ shortcut }) => shortcut))] as const];
  });
  const means = found.map(([, value]) => value);
  return {
    ...{ class: label, networks: found.length, low: Math.min(...means), high: Math.max(...means) },
    ...Object.fromEntries(found),
  };
}
