import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const COMPILER = new URL('../compile/compile.js', import.meta.url).href;

const manifest = (name: string, exports: object) => JSON.stringify({ name, type: 'module', exports });

/** A checkout of two packages, one of which imports the other and a package that is installed for it alone. */
const FILES = {
  'packages/app/package.json': manifest('@camscope/app', { '.': './src/main.ts' }),
  'packages/app/src/main.ts': `import { says } from '@camscope/words';
import { mark } from 'marks';
const { shout } = await import('./shout.ts');
export const said: string = shout(says() + mark);
console.log(said);`,
  'packages/app/src/shout.ts': 'export const shout = (text: string): string => text.toUpperCase();',
  'packages/app/node_modules/marks/package.json': manifest('marks', {
    import: './mark.js',
    default: './wrong.cjs',
  }),
  'packages/app/node_modules/marks/mark.js': "export const mark = '!';",
  'packages/words/package.json': manifest('@camscope/words', {
    '.': { '@camscope/source': './src/index.ts' },
  }),
  'packages/words/src/index.ts': `import { readFileSync } from 'node:fs';
export const says = () => 'one ' + readFileSync(new URL('../word.txt', import.meta.url), 'utf8');`,
  'packages/words/word.txt': 'word',
};

function checkout(): string {
  const root = mkdtempSync(join(tmpdir(), 'compile-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  mkdirSync(join(root, 'node_modules/@camscope'), { recursive: true });
  symlinkSync(join(root, 'packages/words'), join(root, 'node_modules/@camscope/words'), 'junction');
  return root;
}

/** What the program of a checkout prints, in a process of its own; or something else that is done with its folder. */
async function start(
  root: string,
  env: Record<string, string> = {},
  then = "await import(new URL('app/src/main.js', folder).href)",
): Promise<string> {
  const url = pathToFileURL(join(root, '/')).href;
  const program = `const { compile } = await import('${COMPILER}');
    const folder = await compile(new URL('${url}'), ['app/src/main.ts']);
    ${then};`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, ...env },
  });
  return stdout;
}

const kept = (root: string) => readdirSync(join(root, 'node_modules/.cache/camscope'));

test('runs what the sources say now, and compiles each state of them once', async () => {
  const root = checkout();
  expect(await start(root)).toBe('ONE WORD!\n');
  const source = join(root, 'packages/words/src/index.ts');
  const { atime, mtime } = statSync(source);
  // As long as before, and seemingly as old.
  writeFileSync(source, FILES['packages/words/src/index.ts'].replace('one', 'two'));
  utimesSync(source, atime, mtime);
  expect(await start(root)).toBe('TWO WORD!\n');
  writeFileSync(source, FILES['packages/words/src/index.ts']);
  expect(await start(root)).toBe('ONE WORD!\n');
  expect(kept(root)).toHaveLength(2);
});

test('keeps nothing under the name of sources that changed while they were compiled', async () => {
  const root = checkout();
  const source = join(root, 'packages/words/src/index.ts');
  const cache = join(root, 'node_modules/.cache/camscope');
  mkdirSync(cache, { recursive: true });
  const watcher = watch(cache, () => {
    watcher.close();
    writeFileSync(source, FILES['packages/words/src/index.ts'].replace('one', 'two'));
  });
  await start(root);
  expect(await start(root)).toBe('TWO WORD!\n');
  writeFileSync(source, FILES['packages/words/src/index.ts']);
  expect(await start(root)).toBe('ONE WORD!\n');
});

test('sees a package that was installed anew elsewhere', async () => {
  const root = checkout();
  const installed = join(root, 'node_modules/.package-lock.json');
  writeFileSync(installed, '{}');
  expect(await start(root)).toBe('ONE WORD!\n');
  rmSync(join(root, 'packages/app/node_modules'), { recursive: true });
  mkdirSync(join(root, 'node_modules/marks'));
  writeFileSync(join(root, 'node_modules/marks/index.js'), "exports.mark = '?';");
  writeFileSync(installed, '{ "packages": {} }');
  expect(await start(root)).toBe('ONE WORD?\n');
});

test('started several times at once, leaves one whole folder', async () => {
  const root = checkout();
  const said = await Promise.all(Array.from({ length: 4 }, () => start(root)));
  expect(said).toEqual(Array(4).fill('ONE WORD!\n'));
  expect(kept(root)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
});

test('runs where nothing can be kept, and leaves nothing behind', async () => {
  const root = checkout();
  writeFileSync(join(root, 'node_modules/.cache'), 'no folder');
  const temporary = join(root, 'temporary');
  mkdirSync(temporary);
  expect(await start(root, { TMPDIR: temporary, TEMP: temporary })).toBe('ONE WORD!\n');
  expect(readdirSync(temporary)).toEqual([]);
  // Its folder tells the state of the sources all the same.
  const state = async () =>
    /[0-9a-f]{64}(?=\/\n$)/.exec(await start(root, {}, 'console.log(folder.href)'))?.[0];
  const before = await state();
  expect(before).toBeDefined();
  rmSync(join(root, 'node_modules/.cache'));
  expect(await state()).toBe(before);
  expect(kept(root)).toEqual([before]);
});

test('a source that does not parse is told with its place, and nothing is kept of it', async () => {
  const root = checkout();
  writeFileSync(join(root, 'packages/app/src/shout.ts'), 'export const shout = (;');
  await expect(start(root)).rejects.toThrow(/packages\/app\/src\/shout\.ts:1:22/);
  expect(kept(root)).toEqual([]);
});

test('forgets what nothing has started from for a week', async () => {
  const root = checkout();
  await start(root);
  const [old] = kept(root);
  const folder = join(root, 'node_modules/.cache/camscope', old!);
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3600 * 1000);
  utimesSync(folder, daysAgo(8), daysAgo(8));
  // Used again, it stays.
  await start(root);
  writeFileSync(join(root, 'packages/words/src/more.ts'), '');
  await start(root);
  expect(existsSync(folder)).toBe(true);
  utimesSync(folder, daysAgo(8), daysAgo(8));
  writeFileSync(join(root, 'packages/words/src/more.ts'), 'export {};');
  await start(root);
  expect(existsSync(folder)).toBe(false);
  expect(kept(root)).toHaveLength(2);
});
