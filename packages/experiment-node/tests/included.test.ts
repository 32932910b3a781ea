import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { isCamscopeError } from '@camscope/core';
import { noOverrides, readStudy } from '@camscope/experiment';
import { nodeMachine } from '@camscope/experiment-node';
import { describe, expect, it } from 'vitest';
import { runIn } from './running.ts';
import { STUDY, studyFolder } from './support.ts';

type Files = Readonly<Record<string, string>>;

async function folderOf(files: Files): Promise<string> {
  const folder = await studyFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

async function configOf(files: Files) {
  return (await readStudy(nodeMachine, join(await folderOf(files), 'study.yaml'))).config;
}

/** The message of the error that the study ends in. */
async function failure(files: Files, set: readonly string[] = []): Promise<string> {
  const folder = await folderOf(files);
  const reading = readStudy(nodeMachine, join(folder, 'study.yaml'), 'study.yaml', { ...noOverrides, set });
  const error: unknown = await reading.catch((thrown: unknown) => thrown);
  if (!isCamscopeError(error)) throw new Error(`It did not fail: ${String(error)}`);
  return `${error.code} ${error.message.replaceAll(`${folder}/`, '')}`;
}

describe('a study that includes files', () => {
  it('has their keys where it has none, of a later one before an earlier one', async () => {
    const config = await configOf({
      'study.yaml': 'include: [a.yaml, b/b.yaml]\nseed: 1\n',
      'a.yaml': `${STUDY}seed: 2\ntitle: A\n`,
      'b/b.yaml': 'include: c.yaml\ntitle: B\nout: b\n',
      'b/c.yaml': 'out: c\ncache: c\n',
    });
    expect(config).toMatchObject({
      seed: 1,
      title: 'B',
      out: 'b',
      cache: 'c',
      methods: [{ use: 'grad-cam' }],
    });
    expect(config).not.toHaveProperty('include');
  });

  it('may keep what it repeats under keys of its own', async () => {
    const study = `x-some: &some { images: 3 }\nx-more: [1]\n${STUDY.replace('[grad-cam]', '[{ <<: *some, use: grad-cam }]')}`;
    expect((await configOf({ 'study.yaml': study })).methods[0]).toMatchObject({
      use: 'grad-cam',
      images: 3,
    });
  });

  it('says in which of them a mistake is', async () => {
    const message = await failure({
      'study.yaml': 'include: more/base.yaml\nseed: x\n',
      'more/base.yaml': `${STUDY.replace('grad-cam', '{ use: grad-cam, imagse: 2 }')}sed: 1\n`,
    });
    expect(message).toContain("more/base.yaml:5:28: unknown key 'imagse' (nearest: images)");
    expect(message).toContain("more/base.yaml:11:1: unknown key 'sed' (nearest: seed)");
    expect(message).toContain('study.yaml:2:7: seed: Invalid input');
  });

  it.each([
    [
      'itself',
      { 'a.yaml': 'include: b/b.yaml', 'b/b.yaml': 'include: [../a.yaml]' },
      'b/b.yaml:1:11: A file includes itself\n  found: study.yaml → a.yaml → b/b.yaml → a.yaml',
    ],
    ['what there is not', {}, 'study.yaml:1:10: Cannot read a.yaml'],
    ['what is no YAML', { 'a.yaml': 'a: [1' }, 'a.yaml:1:6'],
    ['what has no keys', { 'a.yaml': '- 1' }, 'a.yaml:1:1: What is included has no keys'],
  ])('cannot include %s', async (_, files, message) => {
    expect(await failure({ 'study.yaml': `include: a.yaml\n${STUDY}`, ...files })).toContain(message);
  });

  it.each(['3', '[]: 1', '[a.yaml, 3]', '{ a: 1 }'])('includes files, and not %s', async (include) => {
    const message = await failure({ 'study.yaml': `include: ${include}\n${STUDY}`, 'a.yaml': 'seed: 1' });
    expect(message).toMatch(/CONFIG_INVALID study.yaml:1:/);
  });

  it('is told on the command line that it includes nothing more', async () => {
    const message = await failure({ 'study.yaml': STUDY }, ['include=a.yaml']);
    expect(message).toContain("--set include=a.yaml: The command line cannot set 'include'");
  });

  it('records in its lock what it read, and what it took from the environment', async () => {
    const files = {
      'study.yaml': "include: base.yaml\nout: '${CAMSCOPE_TEST_OUT:-results}'\n",
      'base.yaml': STUDY.replace(/^out.*$/m, ''),
    };
    const folder = await folderOf(files);
    await runIn(folder);
    const lock: unknown = JSON.parse(await readFile(join(folder, 'results/study.lock.json'), 'utf8'));
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(lock).toMatchObject({
      study: {
        file: 'study.yaml',
        sha256: sha256(files['study.yaml']),
        includes: [{ file: 'base.yaml', sha256: sha256(files['base.yaml']) }],
        environment: { CAMSCOPE_TEST_OUT: 'results' },
      },
    });
  });
});
