import { spawnSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { folderWith } from './support.ts';

const root = resolve(import.meta.dirname, '../../..');
const bin = resolve(import.meta.dirname, '../bin/camscope.cjs');

it('installs the command', async () => {
  const cwd = await folderWith({});
  const run = (...args: string[]) => spawnSync(process.execPath, [bin, ...args], { cwd, encoding: 'utf8' });
  expect(run('--version')).toMatchObject({ status: 0, stdout: '0.1.0 (@camscope/cli 0.1.0)\n' });
  expect(run('no-such-command')).toMatchObject({ status: 2 });
});

it.each([
  ['camscope', 0],
  ['@camscope/cli', 1],
])('a program that imports %s loads the command line %i times', async (name, times) => {
  const program = `import '${name}';
import { createRequire } from 'node:module';
const modules = Object.keys(createRequire(import.meta.url).cache);
console.log(modules.filter((path) => path.endsWith('/commander/index.js')).length);`;
  const cwd = await folderWith({ 'program.js': program });
  // Where the packages can be found.
  await symlink(join(root, 'node_modules'), join(cwd, 'node_modules'));
  const args = [join(root, 'tools/run.js'), join(cwd, 'program.js')];
  expect(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout).toBe(`${times}\n`);
});
