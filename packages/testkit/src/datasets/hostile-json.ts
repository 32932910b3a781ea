import type { DatasetFixture } from './fixture.ts';
import type { Check } from '../kinds/runner.ts';
import { copyOf, opened, refused } from './opened.ts';

const WHOLE: readonly string[] = ['', 'null', '7', '"text"', '[]', '[null]', '{', `${'['.repeat(20_000)}`];
/** What stands in place of any value. */
const VALUES: readonly unknown[] = [
  null,
  -1,
  1e308,
  '',
  'constructor',
  [],
  [[]],
  {},
  { length: 1e9 },
  ['__proto__'],
];
/** Places of one file in which values are exchanged. */
const PLACES = 40;

/** What a reader makes of JSON that says anything. */
export function jsonChecks(fixture: DatasetFixture): Check[] {
  return [
    {
      name: 'JSON that is not of the format is refused',
      async run() {
        const copy = await copyOf(fixture);
        for (const file of copy.written.json ?? [])
          for (const text of WHOLE) {
            await copy.change(file, () => text);
            await refused(copy.open(), `${file} that is ${text.slice(0, 20) || 'empty'}`);
          }
      },
    },
    {
      name: 'JSON with any value in any place opens, or is refused, and leaves no trace',
      async run() {
        const copy = await copyOf(fixture);
        for (const file of copy.written.json ?? []) {
          let whole = '';
          await copy.change(file, (text) => (whole = text));
          const places = placesOf(JSON.parse(whole));
          const step = Math.max(1, Math.floor(places.length / PLACES));
          for (let i = 0; i < places.length; i += step) {
            const value = VALUES[i % VALUES.length];
            await copy.change(file, () => JSON.stringify(exchanged(JSON.parse(whole), places[i], value)));
            const what = `${file} with ${JSON.stringify(value)} at ${places[i].join('.')}`;
            await opened(copy.open({}, { lookOnly: i % 2 === 0 }), what);
          }
          await copy.change(file, () => withPrototype(whole));
          await opened(copy.open(), `${file} with __proto__`);
          if ('polluted' in {}) throw new Error(`${file} with __proto__ changes every object`);
        }
      },
    },
  ];
}

type Place = readonly (string | number)[];

function placesOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([key, one]) => placesOf(one, [...at, key]));
  return [...(at.length > 0 ? [at] : []), ...inner];
}

function exchanged(root: unknown, place: Place, value: unknown): unknown {
  let at = root as Record<string | number, unknown>;
  for (const key of place.slice(0, -1)) at = at[key] as typeof at;
  at[place[place.length - 1]] = value;
  return root;
}

/** An entry `__proto__` in every object. */
function withPrototype(text: string): string {
  return text.replaceAll('{', '{"__proto__":{"polluted":true},').replaceAll(',}', '}');
}
