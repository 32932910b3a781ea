import { bootstrapMean, type FactorTable, type Interval } from '@camscope/statistics';
import type { MeasureFacts, ReportData } from '../data.ts';
import type { ReportOptions } from '../options.ts';
import type { MeasureList } from './measures.ts';
import { scoreCube } from './score-cube.ts';
import { inOrder, type SeriesList } from './series.ts';

export type Share = NonNullable<MeasureFacts['share']>;

/** Means over the images on which both the finding and its shortcut are drawn. */
export interface Sides {
  readonly measure: MeasureFacts;
  readonly shortcut: Interval;
  readonly finding: Interval;
  /** Both as multiples of what a map that knows nothing gets there; absent where the study does not say. */
  readonly times?: { readonly shortcut: Interval; readonly finding: Interval };
  /** Shortcut minus finding: of the multiples, or else of the shares themselves. */
  readonly lead: Interval;
}

/** What one method shows on one network. */
export interface MethodLook {
  readonly series: string;
  readonly sides: Partial<Readonly<Record<Share, Sides>>>;
  /** `undecided`: neither more than the other. Undefined: too few patients. */
  readonly shows: 'shortcut' | 'finding' | 'undecided' | undefined;
  /** Whether the shortcut draws more than chance, though perhaps less than the finding. */
  readonly notices: boolean;
}

/** Where one network looks for one class, by what most methods show. */
export interface NetworkLook {
  readonly model: string;
  readonly class: string;
  readonly methods: readonly MethodLook[];
  /** `instead`: at the shortcut rather than at the finding; `too`: at both. Undefined: too few patients. */
  readonly looks: 'instead' | 'too' | 'elsewhere' | undefined;
}

/** One class that has a shortcut. */
export interface Shortcut {
  readonly class: string;
  /** What it is called, where whoever drew it is named apart from the readers. */
  readonly name?: string;
  readonly images: number;
  readonly patients: number;
  readonly shares: readonly Share[];
  /** What a map that knows nothing gets on the shortcut and on the finding. */
  readonly chance: Partial<Readonly<Record<Share, Sides>>>;
  readonly networks: readonly NetworkLook[];
}

/** Does a network look at what gives the finding away? By heat where the study has it, else by hits. */
export function shortcutsOf(
  { shortcuts, scores, models }: ReportData,
  series: SeriesList,
  measures: MeasureList,
  options: ReportOptions,
): Shortcut[] {
  if (!shortcuts || !scores) return [];
  const chosen = measuresOf(shortcuts, measures);
  const order = models.map(({ name }) => name);
  return (chosen.length === 0 ? [] : shortcuts.levels('class')).flatMap((label) => {
    const pairs = chosen.map((one) => ({
      ...one,
      ...pairOf(shortcuts, scores, one.measure.id, label, series),
    }));
    const [{ cases, cube }] = pairs;
    const look = (name: string, model: string): MethodLook['sides'] =>
      Object.fromEntries(
        pairs.flatMap(({ share, measure, sides }) => {
          const found = sides(name, model, options);
          return found ? [[share, { measure, ...found }]] : [];
        }),
      );
    const networks = inOrder(cube.models, order).flatMap((model): NetworkLook[] => {
      const methods = series.ofKind('method', cube.series).flatMap((name) => {
        const sides = look(name, model);
        return Object.keys(sides).length === 0 ? [] : [judged(name, sides, options)];
      });
      return methods.length === 0 ? [] : [{ model, class: label, methods, looks: majority(methods) }];
    });
    if (networks.length === 0) return [];
    const name = nameOf(shortcuts.where({ class: label }), scores);
    return [
      {
        class: label,
        ...(name === undefined ? {} : { name }),
        images: cases.length,
        patients: new Set(cases.map(({ cluster }) => cluster)).size,
        shares: chosen.map(({ share }) => share),
        chance: series.chance ? look(series.chance.name, '') : {},
        networks,
      },
    ];
  });
}

/** The first measure of each share that has values against shortcuts. */
function measuresOf(shortcuts: FactorTable, measures: MeasureList) {
  const found = shortcuts.levels('metric');
  const all = measures.ids('metric').map((id) => measures.get('metric', id));
  return (['heat', 'hits'] as const).flatMap((share) => {
    const measure = all.find((one) => one.share === share && found.includes(one.id));
    return measure ? [{ share, measure }] : [];
  });
}

/** One measure's values of one class against the shortcut and against the finding, image by image. */
function pairOf(
  shortcuts: FactorTable,
  scores: FactorTable,
  metric: string,
  label: string,
  series: SeriesList,
) {
  const of = (table: FactorTable) => scoreCube(table.where({ metric, class: label }), series);
  const [cube, other] = [of(shortcuts), of(scores)];
  const places = new Map((other.cases.get(label) ?? []).map(({ image }, i) => [image, i]));
  const cases = (cube.cases.get(label) ?? []).flatMap(({ image, cluster }, i) => {
    const place = places.get(image);
    return place === undefined ? [] : [{ cluster, at: [i, place] as const }];
  });
  const values = (name: string, model: string, side: 0 | 1) => {
    const found = [cube, other][side].stratum(model, label).values.get(name);
    return found && cases.map(({ at }) => found[at[side]]);
  };
  const clusters = cases.map(({ cluster }) => cluster);
  const chances = ([0, 1] as const).map((side) => series.chance && values(series.chance.name, '', side));
  const sides = (name: string, model: string, { level, replicates, seed }: ReportOptions) => {
    const [on, off] = [values(name, model, 0), values(name, model, 1)];
    if (!on || !off) return undefined;
    const there = [...clusters.keys()].filter((i) => !Number.isNaN(on[i]) && !Number.isNaN(off[i]));
    if (there.length === 0) return undefined;
    const mean = (value: (i: number) => number) =>
      bootstrapMean(there.map(value), { level, replicates, seed, clusters: there.map((i) => clusters[i]) });
    const shares = { shortcut: mean((i) => on[i]), finding: mean((i) => off[i]) };
    const [chanceOn, chanceOff] = chances;
    if (!chanceOn || !chanceOff) return { ...shares, lead: mean((i) => on[i] - off[i]) };
    const [timesOn, timesOff] = [(i: number) => on[i] / chanceOn[i], (i: number) => off[i] / chanceOff[i]];
    return {
      ...shares,
      times: { shortcut: mean(timesOn), finding: mean(timesOff) },
      lead: mean((i) => timesOn(i) - timesOff(i)),
    };
  };
  return { cube, cases, sides };
}

function judged(name: string, sides: MethodLook['sides'], { minimumPatients }: ReportOptions): MethodLook {
  const { lead, times } = (sides.heat ?? sides.hits)!;
  const above = (of: Interval, bound: number) => (lowOf(of) ?? -Infinity) > bound;
  const enough = lead.clusters >= minimumPatients && lowOf(lead) !== null;
  const notices = enough && times !== undefined && above(times.shortcut, 1);
  const shows = !enough
    ? undefined
    : above(lead, 0) && (notices || times === undefined)
      ? 'shortcut'
      : (highOf(lead) ?? Infinity) < 0
        ? 'finding'
        : 'undecided';
  return { series: name, sides, shows, notices };
}

/** What does not vary from patient to patient has no interval, but is what it is. */
const lowOf = ({ low, estimate, reason }: Interval) => (reason === 'no-variation' ? estimate : low);
const highOf = ({ high, estimate, reason }: Interval) => (reason === 'no-variation' ? estimate : high);

/** What more than half of the methods that can be judged show. */
function majority(methods: readonly MethodLook[]): NetworkLook['looks'] {
  const able = methods.filter(({ shows }) => shows !== undefined);
  if (able.length === 0) return undefined;
  const most = (test: (method: MethodLook) => boolean) => 2 * able.filter(test).length > able.length;
  return most(({ shows }) => shows === 'shortcut')
    ? 'instead'
    : most(({ notices }) => notices)
      ? 'too'
      : 'elsewhere';
}

/** Of a shortcut that one drew who drew no finding. */
function nameOf(shortcut: FactorTable, scores: FactorTable): string | undefined {
  const readers = new Set(scores.levels('reader'));
  const [name, ...others] = shortcut.levels('reader').filter((reader) => !readers.has(reader));
  return others.length === 0 && name !== '' ? name : undefined;
}
