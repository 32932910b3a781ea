import { expect, test } from 'vitest';
import { en } from '../src/texts/en.ts';
import { es } from '../src/texts/es.ts';

/** Every text by its path; what a text is made of stands for itself. */
function flat(texts: object, path = ''): [string, unknown][] {
  return Object.entries(texts).flatMap(([name, text]): [string, unknown][] =>
    typeof text === 'object' ? flat(text as object, `${path}${name}.`) : [[`${path}${name}`, text]],
  );
}

test('both languages say the same things, with the same parts in them', () => {
  const arity = (texts: object) =>
    flat(texts).map(([path, text]) => [path, typeof text === 'function' ? text.length : typeof text]);
  expect(arity(es)).toEqual(arity(en));
});

test('no sentence was left in English', () => {
  const spanish = new Map(flat(es));
  const same = flat(en).filter(([path, text]) => typeof text === 'string' && spanish.get(path) === text);
  expect(same.map(([path]) => path)).toEqual([
    'title',
    'providers.webgpu',
    'providers.wasm',
    'view.preset.robust',
    'scores.missing',
    'run.title',
    'run.missing',
    'run.n',
  ]);
});
