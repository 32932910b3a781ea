import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { circlesAmong, importsIn } from '../workspace/circles.js';

const workspace = new URL('../../', import.meta.url);

const packages = readdirSync(new URL('packages', workspace));

describe('no file imports itself by way of others, not even its types', () => {
  const folders = [
    ...packages.flatMap((folder) => [`packages/${folder}/src`, `packages/${folder}/tests`]),
    'tools',
  ];
  test.each(folders)('%s', (folder) => {
    const imports = importsIn(fileURLToPath(new URL(folder, workspace)));
    expect(circlesAmong(imports).map((circle) => circle.join(' → '))).toEqual([]);
  });
});

test('circles are named by the shortest way round, until every file of them is', () => {
  const imports = new Map([
    ['a.ts', ['b.ts', 'outside.ts']],
    ['b.ts', ['c.ts', 'd.ts']],
    ['c.ts', ['d.ts']],
    ['d.ts', ['a.ts']],
    ['e.ts', ['a.ts', 'e.ts']],
  ]);
  expect(circlesAmong(imports)).toEqual([
    ['a.ts', 'b.ts', 'd.ts', 'a.ts'],
    ['c.ts', 'd.ts', 'a.ts', 'b.ts', 'c.ts'],
    ['e.ts', 'e.ts'],
  ]);
});

test('imports of types, for their effect, on demand and re-exports are seen; packages are not', () => {
  const folder = fileURLToPath(new URL('fixtures/imports', import.meta.url));
  expect(importsIn(folder)).toEqual(
    new Map([
      ['every-form.ts', ['shared.ts', 'shared.ts', 'shared.ts', 'shared.ts', 'shared.ts']],
      ['shared.ts', []],
    ]),
  );
});
