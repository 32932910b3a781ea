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
  return /^(its maps|maps of .*) are others$/.test(difference);
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
    return keys.flatMap((key) =>
      between(
        before[key],
        after[key],
        [...path, key],
        'use' in after ? { ...after, name: path.at(-1)! } : owner,
      ),
    );
  }
  if (isList(before) && isList(after) && before.length === after.length)
    return after.flatMap((item, i) => between(before[i], item, [...path, String(i)], owner));
  return [sentence(before, after, path, owner)];
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
  return `${NOUNS[part]} ${name} is ${before === undefined ? 'new' : 'gone'}`;
}

function sentence(
  before: Json | undefined,
  after: Json | undefined,
  path: readonly string[],
  owner: Fields | undefined,
): string {
  const change = `${inWords(before)} → ${inWords(after)}`;
  const [first, second] = path;
  const last = path.at(-1)!;
  if (path.at(-2) === 'plugin')
    return last === 'sha256'
      ? `the plugin of ${nameOf(owner)} has changed`
      : `plugin of ${nameOf(owner)}: ${change}`;
  if (first === 'code')
    return second === 'build' ? 'the sources of camscope have changed' : `@camscope/${second} ${change}`;
  if (first === 'network' && second === 'files')
    return last === '' ? 'the network has changed' : `the weights ${last} have changed`;
  if (last === 'maps') return path.length === 1 ? 'its maps are others' : `maps of ${path.at(-2)} are others`;
  if (first === 'data' || (first === 'learnt' && second === 'data')) return 'what readers drew has changed';
  const options = path.lastIndexOf('options');
  if (options >= 0 && owner)
    return `option \`${path.slice(options + 1).join('.')}\` of ${nameOf(owner)}: ${change}`;
  return `\`${path.join('.')}\`: ${change}`;
}

/** A filter has no name of its own. */
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
