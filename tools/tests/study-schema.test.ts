import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { loadPlugins } from '@camscope/cli';
import { studyJsonSchema } from '@camscope/experiment';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Schema {
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

let schema: Schema;
let validate: ValidateFunction;
beforeAll(async () => {
  const { registry } = await loadPlugins([]);
  schema = studyJsonSchema(registry) as Schema;
  // What is of one branch is said in it, and types of what is const or an enum are not.
  validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
});

const study = (more: string) => parse(`version: 1\ndata: phantom\n${more}`) as unknown;

/** What an editor would say: place and message. */
function told(more: string): string[] {
  validate(study(more));
  const isOfBranch = ({ keyword }: ErrorObject) => keyword === 'if';
  return (validate.errors ?? [])
    .filter((error) => !isOfBranch(error))
    .map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}

describe('the schema of studies', () => {
  test('describes every key', () => {
    const seen: string[] = [];
    const undescribed: string[] = [];
    const walk = (one: Schema, path: string): void => {
      for (const [key, property] of Object.entries(one.properties ?? {})) {
        seen.push(key);
        if (!property.description) undescribed.push(`${path}.${key}`);
        walk(property, `${path}.${key}`);
      }
      for (const inner of [one.items, one.then, one.else]) if (inner) walk(inner, path);
    };
    walk(schema, '');
    for (const [name, one] of Object.entries(schema.$defs!)) walk(one, `#${name}`);
    expect(undescribed).toEqual([]);
    expect(seen).toEqual(expect.arrayContaining(['include', 'grid', 'trainedOn', 'upsample', 'workers']));
  });

  test.each([
    'methods: [grad-cam, { use: grad-cam, options: { relu: false }, map: { upsample: nearest } }]',
    'methods: [{ use: finer, of: grad-cam }, { use: ensemble, of: [grad-cam, { use: finer, of: layer-cam }] }]',
    'segmenters: [{ use: multi-otsu, grid: { classes: [2, 3] } }, { use: threshold, as: cut }]',
    'faithfulness: [deletion]\nruntime: node\nmodels: [a.onnx, { card: b.yaml }]',
    'faithfulness: { metrics: [deletion], images: 3 }\nruntime: { use: node, workers: 2 }',
    'x-mine: { anything: [1] }\ninclude: [base.yaml]\nimports: [{ as: a, files: b, map: { reduce: sum } }]',
  ])('takes %j', (more) => {
    expect(told(more)).toEqual([]);
  });

  test.each([
    [
      'methods: [{ use: grad-cam, options: { rleu: true } }]',
      '/methods/0/options must NOT have additional properties {"additionalProperty":"rleu"}',
    ],
    [
      'methods: [{ use: grad-cam, map: { upsample: linear } }]',
      '/methods/0/map/upsample must be equal to one of',
    ],
    [
      'methods: [{ use: grad-cam, imagse: 3 }]',
      '/methods/0 must NOT have additional properties {"additionalProperty":"imagse"}',
    ],
    [
      'segmenters: [{ use: multi-otsu, options: { classes: many } }]',
      '/segmenters/0/options/classes must be integer',
    ],
    [
      'segmenters: [{ use: multi-otsu, grid: { clases: [2] } }]',
      '/segmenters/0/grid must be equal to one of the allowed values',
    ],
    ['methods: [grad-cma]', '/methods/0 must be equal to one of the allowed values'],
    ['methods: [{ use: finer, of: { use: grad-cam, of: 3 } }]', '/methods/0/of/of must be object'],
    ['sed: 3', ' must NOT have additional properties {"additionalProperty":"sed"}'],
  ])('says of %j what is wrong, and nothing else', (more, message) => {
    const all = told(more).filter((text) => !text.includes('property name must be valid'));
    expect(all).toEqual([expect.stringContaining(message)]);
  });

  test('says of data what its reader takes', () => {
    validate({ version: 1, data: { use: 'phantom', count: 'x' } });
    expect(validate.errors!.map(({ instancePath }) => instancePath)).toContain('/data/count');
  });
});
