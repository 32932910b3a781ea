import { agreementNumbers, readersAmong } from './agreement.ts';
import { numberIn } from './csv.ts';
import type { Expected, Recomputed } from './expected.ts';
import { findingsIn, sheetOf, TIE, type Place, type Sheet } from './places.ts';
import { elsewhereNumbers, lookNumbers } from './shortcuts.ts';
import { bca } from './statistics.ts';
import type { Tables } from './tables.ts';
import { testsOf } from './tests-of.ts';

/** The numbers of each kind of sentence, from the files of a run. What is behind the colon of an id is given. */
export const RECOMPUTE: Readonly<
  Record<string, ((tables: Tables, ...of: readonly string[]) => Recomputed) | undefined>
> = {
  best: bestNumbers,
  'strongest-prior': (tables) => priorNumbers(tables, sheetOf(tables, tables.metric)),
  lead: leadNumbers,
  'priors-by-class': (tables) => byClassNumbers(tables),
  'other-metrics': otherMetricsNumbers,
  classification: classificationNumbers,
  agreement: agreementNumbers,
  readers: readersNumbers,
  scope: scopeNumbers,
  missing: missingNumbers,
  shortcut: (tables, label, model) => lookNumbers(tables, label, model, 'shortcut'),
  both: (tables, label, model) => lookNumbers(tables, label, model, 'both'),
  elsewhere: elsewhereNumbers,
};

/** Ends of an interval: between other draws lie a few per cent of its width. */
function endsOf(values: readonly number[], places: readonly Place[]): { low: Expected; high: Expected } {
  const ends = bca(
    values,
    places.map(({ patient }) => patient),
  );
  if (!ends) return { low: null, high: null };
  const within = 0.08 * (ends[1] - ends[0]);
  return { low: { near: ends[0], within }, high: { near: ends[1], within } };
}

const isLower = ({ metrics }: Tables, metric: string) => metrics.find(({ id }) => id === metric)!.lower;

/** Compared methods from the best, over the places that all of them share. */
function rankingOf(tables: Tables, metric: string) {
  const sheet = sheetOf(tables, metric);
  const places = sheet.shared(sheet.compared);
  const sign = isLower(tables, metric) ? 1 : -1;
  const ranked = sheet.compared
    .map((name) => ({ name, mean: sheet.meanOf(name, places) }))
    .sort((a, b) => sign * (a.mean - b.mean));
  const best = ranked.filter(({ mean }) => Math.abs(mean - ranked[0].mean) <= TIE).map(({ name }) => name);
  return { sheet, places, ranked, best, sign };
}

function bestNumbers(tables: Tables): Recomputed {
  const { sheet, places, ranked, best } = rankingOf(tables, tables.metric);
  const networks = new Set(sheet.places.map(({ model }) => model)).size;
  const readers = sheet.readers.flatMap((name) => {
    const shared = sheet.shared([...sheet.compared, name]);
    return shared.length === 0 ? [] : [{ mean: sheet.meanOf(name, shared), findings: findingsIn(shared) }];
  });
  const values = places.map((place) => sheet.value(ranked[0].name, place));
  return {
    ...{ metric: tables.metric, segmenter: tables.segmenter, best, mean: ranked[0].mean, tolerance: TIE },
    ...endsOf(values, places),
    ...{ compared: ranked.length, others: sheet.methods.length - ranked.length, networks },
    ...{ rows: places.length, findings: findingsIn(places), allFindings: sheet.findings },
    allRows: findingsIn(places) * networks,
    patients: new Set(places.map(({ patient }) => patient)).size,
    readersLow: readers.length === 0 ? null : Math.min(...readers.map(({ mean }) => mean)),
    readersHigh: readers.length === 0 ? null : Math.max(...readers.map(({ mean }) => mean)),
    readersFindings: readers.length === 0 ? null : Math.min(...readers.map(({ findings }) => findings)),
  };
}

function priorNumbers(tables: Tables, sheet: Sheet): Recomputed {
  const sign = isLower(tables, tables.metric) ? -1 : 1;
  const { compared } = sheet;
  const of = sheet.priors.flatMap((prior) => {
    const places = sheet.shared([...compared, prior]);
    return places.length === 0 ? [] : [{ prior, places, mean: sheet.meanOf(prior, places) }];
  });
  const strongest = of.reduce((a, b) => (sign * (b.mean - a.mean) > 0 ? b : a));
  const { prior, places } = strongest;
  const bestMean = compared
    .map((name) => sheet.meanOf(name, places))
    .reduce((a, b) => (sign * (b - a) > 0 ? b : a));
  const verdicts = testsOf(
    sheet,
    [...compared, prior],
    compared.map((name) => [name, prior] as const),
  );
  const count = (wanted: number) => verdicts.filter((verdict) => sign * verdict.sign === wanted).length;
  const findings = findingsIn(places);
  return {
    ...{ prior, priors: of.length, priorMean: strongest.mean, bestMean },
    best: compared.filter((name) => Math.abs(sheet.meanOf(name, places) - bestMean) < 1e-12),
    ...{ findings, allFindings: sheet.findings, rows: places.length },
    allRows: findings * new Set(sheet.places.map(({ model }) => model)).size,
    ...{ better: count(1), worse: count(-1), undecided: count(0), compared: compared.length },
  };
}

function byClassNumbers(tables: Tables): Recomputed {
  const all = sheetOf(tables, tables.metric);
  const labels = [...new Set(all.places.map(({ label }) => label))];
  const told = ['prior', 'priorMean', 'best', 'bestMean', 'findings', 'better', 'worse', 'compared'];
  return Object.fromEntries(
    labels.flatMap((label) => {
      const sheet = sheetOf(tables, tables.metric, label);
      const some = sheet.priors.some((prior) => sheet.shared([...sheet.compared, prior]).length > 0);
      const numbers = some ? priorNumbers(tables, sheet) : {};
      return Object.entries(numbers)
        .filter(([name]) => told.includes(name))
        .map(([name, value]) => [`${name}.${label}`, value]);
    }),
  );
}

function leadNumbers(tables: Tables): Recomputed {
  const { sheet, places, ranked, best, sign } = rankingOf(tables, tables.metric);
  const [first] = ranked;
  const second = ranked[best.length];
  const names = ranked.map(({ name }) => name);
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const));
  const tests = testsOf(sheet, names, pairs);
  const withFirst = pairs.flatMap(([a, b], i) => (a === first.name ? [{ other: b, ...tests[i] }] : []));
  const lead = places.map(
    (place) => -sign * (sheet.value(first.name, place) - sheet.value(second.name, place)),
  );
  const undecided = withFirst.filter(({ other, sign: of }) => of === 0 && !best.includes(other));
  return {
    ...{ best, second: second.name, secondMean: second.mean },
    difference: -sign * (first.mean - second.mean),
    ...endsOf(lead, places),
    p: withFirst.find(({ other }) => other === second.name)!.p,
    undecided: undecided.map(({ other }) => other),
    undecidedCount: undecided.length,
  };
}

function otherMetricsNumbers(tables: Tables): Recomputed {
  const others = tables.metrics.filter(({ id }) => id !== tables.metric);
  return Object.fromEntries(
    others.flatMap(({ id }) => {
      if (!tables.of('scores').some(({ metric }) => metric === id)) return [];
      const { sheet, places, ranked, best } = rankingOf(tables, id);
      return [
        [`best.${id}`, best],
        [`mean.${id}`, ranked[0].mean],
        [`findings.${id}`, findingsIn(places)],
        [`allFindings.${id}`, sheet.findings],
      ];
    }),
  );
}

function classificationNumbers(tables: Tables): Recomputed {
  const lines = tables.of('classification').filter(({ metric }) => metric === tables.classification);
  const there = lines.flatMap((line) => (line.value === '' ? [] : [{ line, number: numberIn(line.value) }]));
  const [low, high] = [Math.min, Math.max].map((end) => end(...there.map(({ number }) => number)));
  const at = (end: number) => there.filter(({ number }) => Math.abs(number - end) <= TIE);
  const only = (end: number, column: 'positives' | 'n') => {
    const [{ line }, ...others] = at(end);
    return others.length > 0 ? null : numberIn(line[column]);
  };
  return {
    ...{ metric: tables.classification, rows: there.length, missing: lines.length - there.length },
    ...{ low, lowRows: at(low).length, high, highRows: at(high).length, tolerance: TIE },
    ...{ lowPositives: only(low, 'positives'), lowImages: only(low, 'n') },
    ...{ highPositives: only(high, 'positives'), highImages: only(high, 'n') },
  };
}

function readersNumbers(tables: Tables): Recomputed {
  const { readersLow, readersHigh } = bestNumbers(tables);
  return {
    ...{ metric: tables.metric, low: readersLow, high: readersHigh },
    ...{ agreement: tables.agreement, amongReaders: readersAmong(tables) },
  };
}

function scopeNumbers(tables: Tables): Recomputed {
  const images = tables.of('images');
  const patients = new Set(tables.of('scores').flatMap(({ patient }) => (patient === '' ? [] : [patient])));
  const drawn = images.map(({ findings }) => Object.keys(JSON.parse(findings || '{}') as object).length);
  return {
    ...{ networks: tables.models.length, methods: tables.methods.length, images: images.length },
    findings: drawn.reduce((total, count) => total + count, 0),
    patients: patients.size === 0 ? null : patients.size,
  };
}

function missingNumbers(tables: Tables): Recomputed {
  const { failures, notes } = tables.account;
  const scores = tables.of('scores');
  const parts = {
    scores: scores.filter(({ against }) => against === 'finding'),
    'scores on shortcuts': scores.filter(({ against }) => against === 'confounder'),
    'values of agreement': tables.of('agreement'),
    predictions: tables.of('predictions').filter(({ truth }) => truth !== ''),
    'features of findings': tables.of('findings'),
    'values of faithfulness': tables.of('faithfulness'),
    'values of sanity checks': tables.of('sanity'),
    'values of classification': tables.of('classification'),
  };
  const judged = parts.scores.filter(
    ({ metric, segmenter }) => metric === tables.metric && ['', tables.segmenter].includes(segmenter),
  );
  return {
    failed: failures.reduce((total, { count }) => total + count, 0),
    blanks: judged.filter(({ blank }) => blank !== '').length,
    notes: notes.length,
    ...Object.fromEntries(
      Object.entries(parts).flatMap(([what, lines]) =>
        lines.length === 0
          ? []
          : [
              [`rows.${what}`, lines.length],
              [`missing.${what}`, lines.filter((line) => (line.value ?? line.probability) === '').length],
            ],
      ),
    ),
  };
}
