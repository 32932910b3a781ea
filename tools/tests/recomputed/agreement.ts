import { numberIn } from './csv.ts';
import { TIE } from './places.ts';
import type { Expected, Recomputed } from './expected.ts';
import { mean } from './statistics.ts';
import type { Tables } from './tables.ts';

const COVERAGE = 0.9;

/** Values of pairs on one network or none, by `a\nb` in either order and by place. */
function pairsOf(tables: Tables) {
  const lines = tables.of('agreement').filter(({ metric, segmenter, model_a, model_b, value }) => {
    const own = metric === tables.agreement && ['', tables.segmenter].includes(segmenter);
    return own && value !== '' && (model_a === model_b || model_a === '' || model_b === '');
  });
  const values = new Map<string, Map<string, number>>();
  for (const { a, b, class: label, image, model_a, model_b, value } of lines) {
    const place = JSON.stringify([label, image, model_a || model_b]);
    for (const key of [`${a}\n${b}`, `${b}\n${a}`])
      values.set(key, (values.get(key) ?? new Map<string, number>()).set(place, numberIn(value)));
  }
  const methods = tables.methods.filter((name) =>
    [...values.keys()].some((key) => key.startsWith(`${name}\n`)),
  );
  const names = [
    ...new Set(lines.flatMap(({ a, b, model_a, model_b }) => [model_a ? '' : a, model_b ? '' : b])),
  ];
  return { values, methods, readers: names.filter((name) => name !== '') };
}

const findingOf = (place: string) => (JSON.parse(place) as string[]).slice(0, 2).join('\n');
const findingsIn = (places: Iterable<string>) => new Set([...places].map(findingOf)).size;

function couples(names: readonly string[]): [string, string][] {
  return names.flatMap((a, i) => names.slice(i + 1).map((b): [string, string] => [a, b]));
}

function compared(tables: Tables) {
  const { values, methods, readers } = pairsOf(tables);
  const placesOf = (name: string) =>
    new Set([...values].flatMap(([key, of]) => (key.startsWith(`${name}\n`) ? [...of.keys()] : [])));
  const places = new Map(methods.map((name) => [name, placesOf(name)]));
  const every = new Set([...places.values()].flatMap((of) => [...of]));
  const full = methods.filter((name) => places.get(name)!.size >= COVERAGE * every.size);
  const rows = [...every].filter((place) =>
    couples(full).every(([a, b]) => values.get(`${a}\n${b}`)?.has(place) === true),
  );
  return { values, methods, readers, places, every, full, rows };
}

export function agreementNumbers(tables: Tables): Recomputed {
  const { values, methods, readers, places, every, full, rows } = compared(tables);
  const over = (a: string, b: string, some: readonly string[]) =>
    mean(some.map((place) => values.get(`${a}\n${b}`)!.get(place)!));
  const among = couples(full).map(([a, b]) => ({ pair: [a, b], value: over(a, b, rows) }));
  const withReaders = readers.flatMap((reader) => {
    const own = rows.filter((place) => full.every((name) => values.get(`${reader}\n${name}`)?.has(place)));
    return own.length === 0 ? [] : full.map((name) => ({ name, value: over(reader, name, own) }));
  });
  const apart = methods.filter((name) => !full.includes(name)).map((name) => findingsIn(places.get(name)!));
  const [low, high] = [Math.min, Math.max].map((end) => end(...among.map(({ value }) => value)));
  const near = (end: number) => among.filter(({ value }) => Math.abs(value - end) <= TIE);
  const [least, most] = [Math.min, Math.max].map((end) => end(...withReaders.map(({ value }) => value)));
  const whose = (end: number): Expected =>
    withReaders.filter(({ value }) => Math.abs(value - end) < 1e-12).map(({ name }) => name);
  const pairs = (end: number): Expected =>
    near(end).flatMap(({ pair: [a, b] }) => [`${a} & ${b}`, `${b} & ${a}`]);
  return {
    ...{ metric: tables.agreement, segmenter: tables.segmenter, methods: full.length, tolerance: TIE },
    ...{ findings: findingsIn(rows), allFindings: findingsIn(every), rows: rows.length },
    amongMethods: mean(among.map(({ value }) => value)),
    ...{ amongMethodsLow: low, amongMethodsLowPair: pairs(low), amongMethodsLowPairs: near(low).length },
    ...{
      amongMethodsHigh: high,
      amongMethodsHighPair: pairs(high),
      amongMethodsHighPairs: near(high).length,
    },
    ...(withReaders.length === 0
      ? { withReaders: null, withReadersLow: null, withReadersHigh: null }
      : {
          withReaders: mean(withReaders.map(({ value }) => value)),
          ...{ withReadersLow: least, withReadersLowMethod: whose(least) },
          ...{ withReadersHigh: most, withReadersHighMethod: whose(most) },
        }),
    amongReaders: readersAmong(tables),
    apart: apart.length,
    apartLow: apart.length === 0 ? null : Math.min(...apart),
    apartHigh: apart.length === 0 ? null : Math.max(...apart),
  };
}

/** Of every two readers, on the findings on which methods are compared. */
export function readersAmong(tables: Tables): number | null {
  const { values, readers, rows } = compared(tables);
  const findings = new Set(rows.map(findingOf));
  const found = couples(readers).flatMap(([a, b]) => {
    const own = [...(values.get(`${a}\n${b}`) ?? [])].filter(([place]) => findings.has(findingOf(place)));
    return own.length === 0 ? [] : [mean(own.map(([, value]) => value))];
  });
  return found.length === 0 ? null : mean(found);
}
