import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { csvProblems, jsonProblems, markdownProblems } from '../docs/examples/data.ts';
import { allExamples, examplesOf, placeOf, type Example } from '../docs/examples/example.ts';
import { manifestProblems } from '../docs/examples/manifest.ts';
import { moduleOf } from '../docs/examples/module.ts';
import { inlineProblems, shellProblems } from '../docs/examples/shell.ts';
import { checkYaml } from '../docs/examples/study.ts';
import { told } from '../docs/examples/told.ts';
import { failingTests, failuresOf, typeProblems, writeModules } from '../docs/examples/typescript.ts';
import { pages, readPage, workspace } from '../docs/pages.ts';

const examples = allExamples().map((example) => ({ ...example, place: placeOf(example) }));
const of = (language: string) => examples.filter((example) => example.language === language);
const studies = join(workspace, 'tools/out/studies');
/** Beside studies, where pages' own manifests are. */
const installed = join(workspace, 'tools/out/installed');

describe('commands in pages are understood', () => {
  test.each(of('sh'))('$place', async ({ code }) => {
    expect(await shellProblems(code)).toEqual([]);
  });

  test.each(of('python').filter(({ code }) => code.includes('shell: ')))(
    'of a Snakefile: $place',
    async ({ code }) => {
      const shells = [...code.matchAll(/shell: "(.*)"$/gm)].map(([, shell]) => shell);
      expect(shells).toHaveLength(code.match(/^rule /gm)!.length);
      const filled = shells.join('\n').replace(/\{[\w.]+\}/g, '1');
      expect(await shellProblems(filled)).toEqual([]);
      expect(await shellProblems(filled.replace('--shard', '--shards'))).toHaveLength(1);
    },
  );

  test.each(pages())('inline, in %s', async (page) => {
    expect(await inlineProblems(readPage(page))).toEqual([]);
  });
});

describe('studies and model cards in pages are valid', () => {
  const isStudy = ({ marks }: Example) => marks.manifest === undefined;
  test.each(of('yaml').filter(isStudy))('$place', async (example) => {
    const named = examples.filter(({ page, marks }) => page === example.page && marks.file !== undefined);
    const files = Object.fromEntries(named.map(({ marks, code }) => [marks.file!, code]));
    await checkYaml(example, files, studies);
  });

  const files = readdirSync(join(workspace, 'examples')).map((folder) => `examples/${folder}/study.yaml`);
  test.each(files.filter((file) => existsSync(join(workspace, file))))('%s', async (page) => {
    const folder = join(workspace, dirname(page));
    const beside = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== basename(page));
    const included = Object.fromEntries(
      beside.map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    );
    await checkYaml({ page, line: 0, language: 'yaml', code: readPage(page), marks: {} }, included, studies);
  });
});

describe('data in pages are what they are said to be', () => {
  const pluginOf = (page: string) =>
    of('ts').find((example) => example.page === page && example.marks.file !== undefined)?.code;
  const problems: Readonly<Record<string, (example: Example) => Promise<string[]>>> = {
    csv: ({ code }) => csvProblems(code),
    json: (example) => jsonProblems(example, pluginOf(example.page), installed),
    md: markdownProblems,
  };

  test.each(Object.keys(problems).flatMap(of))('$place', async (example) => {
    expect(await problems[example.language](example)).toEqual([]);
  });

  test('and nothing is of a language that nobody looks at', () => {
    const looked = [...Object.keys(problems), 'sh', 'console', 'yaml', 'ts'];
    const others = examples.filter(({ language, marks }) => !looked.includes(language) && !marks.sketch);
    // Queries are run by notebook.test.ts.
    expect(others.filter(({ page, language }) => page !== 'docs/notebook.md' || language !== 'sql')).toEqual(
      [],
    );
  });
});

describe('manifests in pages start camscope as it wants to be started', () => {
  test.each(of('yaml').filter(({ marks }) => marks.manifest !== undefined))('$place', async ({ code }) => {
    expect(await manifestProblems(code)).toEqual([]);
    const amiss = code
      .replace('run, study.yaml, --shard', 'run, --shards')
      .replace('completions: 16', 'completions: 8');
    expect(await manifestProblems(amiss)).toEqual([
      expect.stringContaining("unknown option '--shards'"),
      'JOB_COMPLETIONS is 16, and there are 8',
    ]);
  });
});

describe('programs in pages', () => {
  const isModule = ({ marks: { sketch, quotes } }: Example) => sketch === undefined && quotes === undefined;
  const isRun = ({ marks: { given, typed, test } }: Example) =>
    given === undefined && typed === undefined && test === undefined;
  const modules = of('ts').filter(isModule);

  beforeAll(() => writeModules(modules));

  test('are of the right types', { timeout: 180_000 }, () => {
    expect(typeProblems()).toEqual([]);
  });

  test('run, and give what their comments say', { timeout: 180_000 }, () => {
    expect(failuresOf(modules.filter(isRun))).toEqual({});
  });

  test('that are tests pass', { timeout: 180_000 }, () => {
    expect(failingTests(modules.filter(({ marks }) => marks.test !== undefined))).toBe('');
  });

  test.each(of('ts').filter(({ marks }) => marks.quotes !== undefined))(
    '$place is what it quotes',
    (example) => {
      const plain = (text: string) => text.replace(/\/\/.*$/gm, '').replace(/[\s;,]+/g, ' ');
      const source = readFileSync(join(workspace, example.marks.quotes!), 'utf8');
      expect(plain(source)).toContain(plain(example.code).trim());
    },
  );

  test('that cannot run are few, and say why', () => {
    const others = of('ts').filter(
      (example) => (!isRun(example) && example.marks.test === undefined) || !isModule(example),
    );
    expect(others.map(({ page, marks }) => `${page}: ${Object.keys(marks).join()}`)).toMatchInlineSnapshot(`
      [
        "docs/architecture.md: quotes",
        "docs/architecture.md: sketch",
        "packages/conformance/README.md: typed",
        "packages/datasets-chexlocalize/README.md: given",
        "packages/datasets-chexlocalize/README.md: given",
        "packages/datasets-chexlocalize/README.md: given",
        "packages/datasets-common/README.md: sketch",
        "packages/engine/README.md: given",
        "packages/experiment/README.md: given",
        "packages/files-node/README.md: given",
        "packages/images/README.md: given",
        "packages/images-web/README.md: typed",
        "packages/metrics-robustness/README.md: typed",
        "packages/pipeline/README.md: given",
        "packages/pixels/README.md: given",
        "packages/report/README.md: given",
        "packages/runtime-web/README.md: typed",
        "packages/studio/README.md: typed",
      ]
    `);
    expect(others.flatMap(({ marks }) => Object.values(marks))).not.toContain('');
  });
});

describe('what is amiss is named', () => {
  test.each([
    ['camscope explian chest.png', "unknown command 'explian'"],
    ['npx camscope list --kind explainer', "unknown option '--kind'"],
    ['SEED=1 camscope explain chest.png --out out', "required option '--method <id>' not specified"],
    ["camscope compile a.onnx --method grad-cam --aggregate 'median' --out b.onnx", 'Allowed choices are'],
    ['npm ci && npm run demos', "no script 'demos'"],
    ['node tools/none.js', 'no file tools/none.js'],
  ])('of the command %s', async (code, problem) => {
    expect(await shellProblems(`# first\n${code} # then\n`)).toEqual([expect.stringContaining(problem)]);
  });

  test('of commands within sentences, which may be incomplete', async () => {
    const text = '`camscope explain` writes, `camscope run --fast` is unknown, `camscope tune RUN` is not.';
    expect(await inlineProblems(text)).toEqual([expect.stringContaining("unknown option '--fast'")]);
  });

  const yaml = (code: string): Example => ({ page: 'a.md', line: 7, language: 'yaml', code, marks: {} });
  test.each([
    ['methods: [grad-cam, grad-cma]\n', "a.md:8:21: No explainer is called 'grad-cma'"],
    ['segmenters:\n  - { use: threshold, options: { percentil: 5 } }\n', 'a.md:9:'],
    ['version: 1\ndata: phantom\n', 'The study has nothing to do'],
    ['metric: [box-iou]\n', 'metric'],
  ])('of the study %j', async (code, problem) => {
    await expect(checkYaml(yaml(code), {}, studies)).rejects.toThrow(problem);
  });

  test.each([
    ['image,label,x,y,wide,height\na.png,Mass,1,2,3,4\n', 'box'],
    ['image,label,x,y,width,height,reeder\na.png,Mass,1,2,3,4,R1\n', "nothing is known of a column 'reeder'"],
    ['image,label,x,y,width,height\na.png,Mass,1,2,3,4\nb.png,Mass,1,2,3,four\n', 'of 2 boxes 1 are read'],
  ])('of the table %j', async (code, problem) => {
    expect(String(await csvProblems(code).catch(String))).toContain(problem);
  });

  const file = (name: string, content: unknown): Example => ({
    ...{ page: 'a.md', line: 7, language: 'json', code: JSON.stringify(content), marks: { file: name } },
  });
  const plugin =
    "import { definePlugin } from '@camscope/core';\nexport default definePlugin({ name: 'a', apiVersion: 1, contributes: [] });\n";
  const manifest = { name: 'camscope-a', type: 'module', exports: './index.js' };
  test.each([
    [file('tsconfig.json', { compilerOptions: { modul: 'nodenext' } }), [expect.stringContaining("'modul'")]],
    [file('data.json', {}), ['nothing is known of data.json']],
    [
      file('package.json', { ...manifest, version: '3.0.0', dependencies: { zod: '^1.0.0' } }),
      [expect.stringMatching(/^zod is .*, not \^1\.0\.0$/), 'it lacks @camscope/core'],
    ],
    [
      file('package.json', { ...manifest, peerDependencies: { '@camscope/core': '^0.1.0' } }),
      [expect.stringMatching(/^its version is undefined, and .* is taken for it$/)],
    ],
  ])('of JSON: %#', async (example, told) => {
    expect(await jsonProblems(example, plugin, installed)).toEqual(told);
  });

  test('of a part of a page', async () => {
    const quoted = (code: string): Example => ({ ...yaml(code), marks: { quotes: 'SECURITY.md' } });
    expect(await markdownProblems(quoted('# Security\n'))).toEqual([]);
    expect(await markdownProblems(quoted('# Safety\n'))).toEqual(['SECURITY.md has no such part']);
  });

  test('of a mark', () => {
    expect(() => examplesOf('a.md', '<!-- example: skip -->\n\n```ts\n1;\n```\n')).toThrow(
      "a.md:3: 'skip' is no mark of an example",
    );
  });

  test('of what a comment says', () => {
    const [example] = examplesOf('a.md', 'Text.\n\n```ts\nf(2); // { value: 2 }\nf(3); // as many\n```\n');
    expect(moduleOf(example).split('\n').slice(3)).toEqual([
      '__told(f(2), { value: 2 });',
      'f(3); // as many',
      'export {};',
      '',
    ]);
    expect(() => told({ value: 1, of: 3 }, { value: 2 })).toThrow(
      'says {"value":2}, but it is {"value":1,"of":3}',
    );
    told({ value: 2, of: 3 }, { value: 2 });
  });
});
