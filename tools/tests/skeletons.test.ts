import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { workspace } from '../docs/pages.ts';
import { EXAMPLES } from '../generators/skeleton.js';
import packageGenerator from '../generators/package.js';
import { shapeProblems } from '../workspace/check-shape.js';
import { workspaceTree } from './generated.ts';

const families = Object.keys(EXAMPLES);
const tree = workspaceTree();
const folder = join(workspace, 'tools/out/skeletons');

const TSCONFIG = {
  extends: '../../../tsconfig.json',
  compilerOptions: { tsBuildInfoFile: '../skeletons.tsbuildinfo' },
  include: ['*/src/*.ts', '*/tests/*.ts'],
  exclude: [],
};
const VITEST = `import root from '../../../vitest.config.ts';
const { resolve, ssr } = root;
export default { resolve, ssr, test: { include: ['*/tests/*.test.ts'], testTimeout: 60_000 } };
`;

/** Each package resolves itself by its own manifest, and all others from here. */
beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  for (const family of families) {
    const name = `${family}-first-try`;
    await packageGenerator(tree, { name, description: 'A first try' });
    for (const file of ['package.json', 'src/index.ts', 'tests/first-try.test.ts']) {
      const path = join(folder, name, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, tree.read(`packages/${name}/${file}`)!);
    }
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  writeFileSync(join(folder, 'vitest.config.ts'), VITEST);
}, 60_000);

test.each([
  ['methods-class', "'class', which JavaScript does not allow"],
  ['metrics-await', "'await', which JavaScript does not allow"],
  ['filters-2d', "'2d', which JavaScript does not allow"],
  ['methods-gradient', "'gradient', which is another name in it"],
])('%s is refused, and leaves nothing', async (name, why) => {
  await expect(packageGenerator(tree, { name, description: 'No package' })).rejects.toThrow(why);
  expect(tree.exists(`packages/${name}`)).toBe(false);
});

describe.each(families)('a new package of %s', (family) => {
  const root = `packages/${family}-first-try`;

  test('has the common shape, is listed, a dependency of what lists it, and in the table of README', () => {
    const read = (file: string) => tree.read(`${root}/${file}`, 'utf8') ?? undefined;
    expect(shapeProblems(`${family}-first-try`, tree.children(root), read)).toEqual([]);
    const home = family === 'datasets' ? 'cli' : 'plugins';
    const list = home === 'cli' ? 'cli/src/plugins/built-in.ts' : 'plugins/src/portable.ts';
    const name = `@camscope/${family}-first-try`;
    expect(tree.read(`packages/${list}`, 'utf8')).toContain(`'${name}': () => import('${name}')`);
    expect(JSON.parse(tree.read(`packages/${home}/package.json`, 'utf8')!).dependencies).toHaveProperty([
      name,
    ]);
    expect(tree.read('README.md', 'utf8')).toContain(`[first-try](${root})`);
  });

  test('has no trace of the example that it began as, and its id', () => {
    const files = ['src/index.ts', 'tests/first-try.test.ts'];
    const text = files.map((file) => tree.read(`${root}/${file}`, 'utf8')).join('');
    expect(text).not.toMatch(/\bmy[-A-Z]|\bMy /);
    expect(text).toContain("id: 'first-try'");
    expect(text).not.toMatch(/short: '(?!FT')/);
  });
});

test('they are of the right types', { timeout: 180_000 }, () => {
  const tsc = join(workspace, 'node_modules/@typescript/native/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
});

test('and their tests pass', { timeout: 180_000 }, () => {
  const vitest = join(workspace, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--root', folder, '--reporter', 'json'];
  const report = JSON.parse(
    execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  expect(report).toMatchObject({ numFailedTests: 0, numTotalTestSuites: expect.any(Number) });
  expect(report.testResults).toHaveLength(families.length);
  expect(report.numPassedTests).toBeGreaterThan(50);
});
