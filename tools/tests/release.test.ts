import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { withRelease } from '../release/changelog.js';
import { commitProblem, parseCommit } from '../release/commits.js';
import { relativeLinks, withAbsoluteLinks } from '../release/links.js';
import { readPackages } from '../release/packages.js';
import { planRelease } from '../release/plan.js';
import { withVersions } from '../release/versions.js';
import { REPOSITORY } from '../workspace/repository.js';

type Package = Parameters<typeof planRelease>[0][number];

/** core ← methods-a (a peer); core, methods-a ← cli; pixels stands alone; studio bundles core and methods-a. */
function packages(messages: Record<string, string[]> = {}, other: Record<string, Partial<Package>> = {}) {
  const needs = { core: [], 'methods-a': ['core'], pixels: [], cli: ['core', 'methods-a'], studio: [] };
  return Object.entries(needs).map(([folder, names]): Package => ({
    folder,
    name: `@x/${folder}`,
    version: '0.1.3',
    released: true,
    needs: names.map((name) => `@x/${name}`),
    bundles: folder === 'studio' ? ['@x/core', '@x/methods-a'] : [],
    commits: (messages[folder] ?? []).map((message) => parseCommit(message, 'abc')!),
    ...other[folder],
  }));
}

function planned(...args: Parameters<typeof packages>) {
  return planRelease(packages(...args)).map(({ package: { folder }, version }) => `${folder} ${version}`);
}

describe('versions', () => {
  test('nothing changed, nothing is released', () => {
    expect(planned()).toEqual([]);
    expect(planned({ core: ['docs: a page', 'refactor(core): a room', 'test: more'] })).toEqual([]);
  });

  test('a fix is released alone, and with what bundles it', () => {
    expect(planned({ pixels: ['fix: a'] })).toEqual(['pixels 0.1.4']);
    expect(planned({ 'methods-a': ['fix: a'] })).toEqual(['methods-a 0.1.4', 'studio 0.1.4']);
  });

  test('what needs a package that breaks, breaks; what bundles it, does not', () => {
    const all = ['core 0.2.0', 'methods-a 0.2.0', 'cli 0.2.0', 'studio 0.1.4'];
    expect(planned({ core: ['feat(core)!: a'] })).toEqual(all);
    expect(planned({ core: ['fix(core): a\n\nBREAKING CHANGE: b'] })).toEqual(all);
    expect(planned({ core: ['refactor(core)!: a'] })).toEqual(all);
  });

  test('a break is one of its scope, or without one of all that it touches', () => {
    const touched = (message: string) => planned({ pixels: [message], cli: [message] });
    expect(touched('feat(cli)!: a')).toEqual(['pixels 0.1.4', 'cli 0.2.0']);
    expect(touched('feat(root)!: a')).toEqual(['pixels 0.2.0', 'cli 0.2.0']);
    expect(planned({ pixels: ['fix(methods)!: a'], 'methods-a': ['fix(methods)!: a'] })).toContain(
      'pixels 0.1.4',
    );
  });

  test('after 1.0, steps are those of semantic versioning', () => {
    const after = { pixels: { version: '1.2.3' } };
    expect(planned({ pixels: ['fix: a'] }, after)).toEqual(['pixels 1.2.4']);
    expect(planned({ pixels: ['fix: a', 'feat: b'] }, after)).toEqual(['pixels 1.3.0']);
    expect(planned({ pixels: ['fix: a', 'feat!: b'] }, after)).toEqual(['pixels 2.0.0']);
  });

  test('the first release is the version that stands there', () => {
    const first = { pixels: { version: '0.1.0', released: false } };
    expect(planned({ pixels: ['feat!: a'] }, first)).toEqual(['pixels 0.1.0']);
  });
});

test('ranges of what is released are raised, peers too; of what is not, those of development that no longer fit', () => {
  const manifests = new Map<string, Record<string, unknown>>([
    ['core', { name: '@x/core', version: '0.1.3' }],
    [
      'methods-a',
      { name: '@x/methods-a', version: '0.1.3', peerDependencies: { '@x/core': '^0.1.0', zod: '^4' } },
    ],
    [
      'cli',
      { name: '@x/cli', version: '0.1.3', dependencies: { '@x/core': '^0.1.0', '@x/methods-a': '^0.1.0' } },
    ],
    [
      'pixels',
      { name: '@x/pixels', version: '0.1.3', devDependencies: { '@x/core': '^0.1.0', '@x/cli': '^0.1.0' } },
    ],
  ]);
  const after = (messages: Record<string, string[]>) =>
    Object.fromEntries(withVersions(manifests, planRelease(packages(messages))));
  expect(after({ core: ['feat(core)!: a'] })).toEqual({
    core: { name: '@x/core', version: '0.2.0' },
    'methods-a': {
      name: '@x/methods-a',
      version: '0.2.0',
      peerDependencies: { '@x/core': '^0.2.0', zod: '^4' },
    },
    cli: {
      name: '@x/cli',
      version: '0.2.0',
      dependencies: { '@x/core': '^0.2.0', '@x/methods-a': '^0.2.0' },
    },
    pixels: {
      name: '@x/pixels',
      version: '0.1.3',
      devDependencies: { '@x/core': '^0.2.0', '@x/cli': '^0.2.0' },
    },
  });
  expect(after({ cli: ['fix: a'] }).cli).toEqual({
    name: '@x/cli',
    version: '0.1.4',
    dependencies: { '@x/core': '^0.1.3', '@x/methods-a': '^0.1.3' },
  });
});

test('a changelog says what users notice, the newest release first', () => {
  const release = (messages: Record<string, string[]>, folder: string) =>
    planRelease(packages(messages)).find((each) => each.package.folder === folder)!;
  const [first] = planRelease(packages({}, { core: { released: false } }));
  const old = withRelease('', first, '2026-01-01');
  const breaking = release({ core: ['feat(core)!: a is b', 'docs: c', 'fix: d'] }, 'core');
  expect(withRelease(old, breaking, '2026-02-02')).toBe(`# Changelog of @x/core

## 0.2.0 (2026-02-02)

### Breaking

- **core**: a is b ([abc](${REPOSITORY}/commit/abc))

### Fixes

- d ([abc](${REPOSITORY}/commit/abc))

## 0.1.3 (2026-01-01)

The first release.
`);
  expect(withRelease('', release({ core: ['feat(core)!: a'] }, 'methods-a'), '2026-02-02')).toContain(
    '### Breaking, by what it needs\n\n- @x/core\n',
  );
  expect(withRelease('', release({ core: ['fix: a'] }, 'studio'), '2026-02-02')).toContain(
    '### Inside of it\n\n- @x/core\n',
  );
});

test('commits are held to what versions are made from', () => {
  expect(commitProblem('feat(core)!: a\n\nWhy.')).toBeUndefined();
  expect(commitProblem('Add a')).toContain(`'Add a' is not 'type: subject'`);
  expect(commitProblem('feature: a')).toContain('with a type of feat, fix,');
  expect(commitProblem('toString: a')).toContain('with a type of feat, fix,');
  expect(commitProblem('fix: a.')).toContain('ends with a punctuation mark');
  expect(commitProblem('fix: a\nand b')).toContain('an empty line must follow');
});

test('links of a README lead to the repository; addresses, headings and code stay', () => {
  const text = `[a](../core) [b](../../docs/x.md#y) [c](#d) [e](https://f.org) ![g](src/h.png) \`[i](j)\`

\`\`\`md
[k](l)
\`\`\`

[m]: ../n.md
`;
  const main = (view: string) => `${REPOSITORY}/${view}/main`;
  const absolute = withAbsoluteLinks(text, 'packages/p');
  expect(relativeLinks(text)).toEqual(['../core', '../../docs/x.md#y', 'src/h.png', '../n.md']);
  expect(relativeLinks(absolute)).toEqual([]);
  expect(absolute)
    .toBe(`[a](${main('tree')}/packages/core) [b](${main('blob')}/docs/x.md#y) [c](#d) [e](https://f.org) ![g](${main('raw')}/packages/p/src/h.png) \`[i](j)\`

\`\`\`md
[k](l)
\`\`\`

[m]: ${main('blob')}/packages/n.md
`);
});

describe('what git knows of packages', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'camscope-release-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: workspace });
  const commit = (file: string, text: string, message: string) => {
    mkdirSync(join(workspace, file, '..'), { recursive: true });
    writeFileSync(join(workspace, file), text);
    git('add', '.');
    git('commit', '--quiet', '-m', message);
  };
  afterAll(() => rmSync(workspace, { recursive: true, force: true }));

  test('commits since its tag that change what it packs', () => {
    git('init', '--quiet');
    commit('packages/core/package.json', '{ "name": "@x/core", "version": "0.1.0" }', 'feat: a');
    expect(readPackages(workspace)).toMatchObject([{ folder: 'core', released: false, commits: [] }]);

    git('tag', '@x/core@0.1.0');
    commit('packages/core/src/a.ts', '1', 'feat(core): b\n\nBREAKING CHANGE: c');
    commit('packages/core/tests/a.ts', '1', 'fix(core): d');
    commit('packages/core/src/a.ts', '2', 'fix(core): e');
    const [{ released, commits }] = readPackages(workspace);
    expect(released).toBe(true);
    expect(commits.map(({ subject, breaking }) => [subject, breaking])).toEqual([
      ['e', false],
      ['b', true],
    ]);

    commit('packages/core/CHANGELOG.md', '1', 'docs: f');
    git('tag', '--delete', '@x/core@0.1.0');
    expect(() => readPackages(workspace)).toThrow('@x/core@0.1.0 was released, but git has no such tag');
  });
});
