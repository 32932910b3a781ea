import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspace } from '../pages.ts';
import { filesOf, placeOf, type Example } from './example.ts';
import { moduleOf } from './module.ts';
import type { Job } from './run.ts';

const folder = join(workspace, 'tools/out/examples');

const TSCONFIG = {
  extends: '../../../tsconfig.json',
  compilerOptions: {
    lib: ['es2023', 'dom', 'dom.asynciterable'],
    tsBuildInfoFile: '../examples.tsbuildinfo',
    noUnusedLocals: false,
  },
  include: ['*.ts'],
  exclude: [],
};

/** The name of the module that an example becomes: with its page in it, for messages. */
export function moduleNameOf({ page, line }: Example): string {
  return `${page.replaceAll('/', '~')}~${line}.ts`;
}

/** Writes every example as a module, in a folder of their own. */
export function writeModules(examples: readonly Example[]): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  for (const example of examples) writeFileSync(join(folder, moduleNameOf(example)), moduleOf(example));
  // Tests import them by the names that the pages give them.
  for (const { code, marks } of examples) if (marks.file) writeFileSync(join(folder, marks.file), code);
}

/** What the compiler says of all of them, at once: `page:line: message`. */
export function typeProblems(): string[] {
  const tsc = join(workspace, 'node_modules/@native/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
    encoding: 'utf8',
  });
  return stdout
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => text.replace(/^.*?([^/]+\.md)~\d+\.ts\((\d+),\d+\)/, (_, page, line) => `${page}:${line}`))
    .map((text) => text.replaceAll('~', '/'));
}

/** Runs examples in a process of their own, each in a folder of its own: why those that failed did, by `page:line`. */
export function failuresOf(examples: readonly Example[]): Record<string, string> {
  const jobs = examples.map((example): Job => {
    const module = join(folder, moduleNameOf(example));
    return { name: placeOf(example), module, folder: module.replace(/\.ts$/, ''), files: filesOf(example) };
  });
  const list = join(folder, 'jobs.json');
  writeFileSync(list, JSON.stringify(jobs));
  const program = join(workspace, 'tools/docs/examples/run.ts');
  execFileSync(process.execPath, [join(workspace, 'tools/run.js'), program, list], { stdio: 'pipe' });
  return JSON.parse(readFileSync(`${list}.failures`, 'utf8')) as Record<string, string>;
}

/** Runs examples that are tests of node:test. @returns what their runner says, where one fails. */
export function failingTests(examples: readonly Example[]): string {
  const all = join(folder, 'all-tests.ts');
  writeFileSync(all, examples.map((example) => `import './${moduleNameOf(example)}';\n`).join(''));
  const { status, stdout } = spawnSync(process.execPath, [join(workspace, 'tools/run.js'), all], {
    encoding: 'utf8',
  });
  return status === 0 && /^# pass [1-9]/m.test(stdout) ? '' : stdout;
}
