import { canonical, type Json } from '../units/key.ts';

type Fields = Readonly<Record<string, Json | undefined>>;

/** What parts of a recipe that are named by the study are called, one of them. */
const NOUNS: Readonly<Record<string, string>> = {
  metrics: 'metric',
  segmenters: 'segmenter',
  agreement: 'measure of agreement',
  features: 'feature',
  measures: 'measure of classification',
  between: 'series',
};

/** Whether a difference is that of something read, which has a reason of its own. */
export function isConsequence(difference: string): boolean {
  return /^(its (maps|predictions|thresholds)|(maps|thresholds) of .*) are others$/.test(difference);
}

/** In words, where two recipes of one group differ: `option classes of multi-otsu: 3 → 4`. */
export function differences(before: Json, after: Json): string[] {
  return [...new Set(between(before, after, []))];
}

function between(
  before: Json | undefined,
  after: Json | undefined,
  path: readonly string[],
  owner?: Fields,
): string[] {
  if (canonical(before ?? null) === canonical(after ?? null)) return [];
  const named = namedPart(before, after, path);
  if (named) return [named];
  if (isFields(before) && isFields(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const owns = 'use' in after ? { ...after, name: path.at(-1)! } : owner;
    return keys.flatMap((key) => between(before[key], after[key], [...path, key], owns));
  }
  if (isList(before) && isList(after)) {
    if (path.at(-1) === 'filters') return betweenFilters(before, after, path);
    if (before.length === after.length)
      return after.flatMap((item, i) => between(before[i], item, [...path, String(i)], owner));
  }
  return [sentence(before, after, path, owner)];
}

/** Filters have no names: the first of an id in one list is held against the first of it in the other. */
function betweenFilters(before: readonly Json[], after: readonly Json[], path: readonly string[]): string[] {
  const [old, now] = [numbered(before), numbered(after)];
  const gone = [...old.keys()].filter((id) => !now.has(id));
  const fresh = [...now.keys()].filter((id) => !old.has(id));
  const kept = [...now.keys()].filter((id) => old.has(id));
  const moved = [...old.keys()].filter((id) => now.has(id)).join() !== kept.join();
  return [
    ...gone.map((id) => `filter ${id} is gone`),
    ...fresh.map((id) => `filter ${id} is new`),
    ...(moved ? ['filters go in another order'] : []),
    ...kept.flatMap((id) => between(old.get(id), now.get(id), [...path, id])),
  ];
}

function numbered(filters: readonly Json[]): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const filter of filters) {
    const id = String((filter as Fields).use);
    const count = [...found.keys()].filter((key) => key.split(' ')[0] === id).length;
    found.set(count === 0 ? id : `${id} (${count + 1})`, filter);
  }
  return found;
}

/** Something that a study names is new, or gone. */
function namedPart(
  before: Json | undefined,
  after: Json | undefined,
  path: readonly string[],
): string | undefined {
  const [part, name] = path.slice(-2);
  if (path.length !== 2 || !(part in NOUNS) || (before !== undefined && after !== undefined))
    return undefined;
  return `${NOUNS[part]} ${seriesOf(name)} is ${before === undefined ? 'new' : 'gone'}`;
}

function sentence(
  before: Json | undefined,
  after: Json | undefined,
  path: readonly string[],
  owner: Fields | undefined,
): string {
  if (path[0] === 'between') return betweenSeries(before, after, path, owner);
  const change = `${inWords(before)} → ${inWords(after)}`;
  const [first, second] = path;
  const last = path.at(-1)!;
  if (path.at(-2) === 'plugin') return pluginSentence(last, change, owner);
  if (first === 'code')
    return second === 'build' ? 'the sources of camscope have changed' : `@camscope/${second} ${change}`;
  if (first === 'network' && second === 'files')
    return last === '' ? 'the network has changed' : `the weights ${last} have changed`;
  if (first === 'maps' || first === 'predictions') return `its ${first} are others`;
  if (first === 'tuned') return 'its thresholds are others';
  if (first === 'learnt') return sentence(before, after, path.slice(1), owner);
  if (first === 'data') return 'what readers drew has changed';
  const options = path.lastIndexOf('options');
  if (options >= 0 && owner)
    return `option \`${path.slice(options + 1).join('.')}\` of ${nameOf(owner)}: ${change}`;
  // As a study spells it.
  const spelt = first === 'session' ? ['runtime', ...path.slice(1)] : path;
  return `\`${spelt.join('.')}\`: ${change}`;
}

/** Of one of the series that are compared. */
function betweenSeries(
  before: Json | undefined,
  after: Json | undefined,
  [, series, ...path]: readonly string[],
  owner: Fields | undefined,
): string {
  if (path[0] === 'maps') return `maps of ${seriesOf(series)} are others`;
  if (path[0] === 'tuned') return `thresholds of ${seriesOf(series)} are others`;
  return sentence(before, after, path, owner);
}

/** One without a network is called by its name alone. */
function seriesOf(id: string): string {
  return id.replace(/^\//, '');
}

function pluginSentence(field: string, change: string, owner: Fields | undefined): string {
  const plugin = owner?.plugin as Fields | undefined;
  if (field === 'name') return `plugin of ${nameOf(owner)}: ${change}`;
  const name = inWords(plugin?.name);
  return field === 'version' ? `plugin ${name} ${change}` : `plugin ${name} has changed`;
}

/** What stands where a study gives no name is called by its id. */
function nameOf(owner: Fields | undefined): string {
  const name = String(owner?.name ?? '');
  return /^(\d+|method|baseline|runtime|codec|family|)$/.test(name) ? String(owner?.use ?? 'camscope') : name;
}

function inWords(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
