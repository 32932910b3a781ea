import { describe, expect, it } from 'vitest';
import { columns, opened, rawMap, run, table } from './running.ts';
import { bright, mirror, STUDY, studyFolder } from './support.ts';

const study = (methods: string) => STUDY.replace('[grad-cam]', methods);

describe('methods of others', () => {
  it('run on every network, under the names of what they are made of', async () => {
    const twice = study(`
  - { use: average, of: [grad-cam, squares] }
  - { use: average, of: [squares, { use: average, of: [grad-cam, squares] }], as: nested }
`).replace('name: mirror,', 'name: one,');
    const both = twice.replace('data:', '  - { file: other.onnx, labels: [bright, dark, other] }\ndata:');
    const { out, result } = await run({ study: both, 'other.onnx': mirror });
    expect(result).toMatchObject({ failedMaps: 0, maps: 16 });
    const maps = (await table(out, 'maps.csv')).filter(({ class: label }) => label === 'Bright');
    const names = ['average(grad-cam,squares)', 'nested'];
    expect(new Set(columns(maps, 'model', 'method'))).toEqual(
      new Set(['one', 'other'].flatMap((model) => names.map((name) => `${model} ${name}`))),
    );
    // Grad-CAM is 2x, and squares are 2x²: where x is 1, both are 2.
    for (const line of maps)
      expect([...(await rawMap(out, line)).data]).toEqual([...bright].map((pixel) => (2 * pixel) / 255));
  });

  it.each([
    ['{ use: average, of: [grad-cam, grad-kam] }', 'NAME_UNKNOWN', "No explainer is called 'grad-kam'"],
    [
      '{ use: average, of: [grad-cam, { use: squares, options: { relu: false } }] }',
      'CONFIG_INVALID',
      "unknown key 'relu'",
    ],
    ['{ use: average, of: grad-cam }', 'CONFIG_INVALID', "'average' is made of two or more methods"],
    ['average', 'CONFIG_INVALID', "'average' is made of two or more methods"],
    ['{ use: grad-cam, of: squares }', 'CONFIG_INVALID', "'grad-cam' is not made of other methods"],
    ['{ use: average, of: [{ use: grad-cam, as: mine }, squares] }', 'CONFIG_INVALID', ''],
  ])('are refused at their place as %s', async (method, code, message) => {
    const folder = await studyFolder({ study: study(`[${method}]`) });
    const error: unknown = await opened(folder).then(undefined, (reason: unknown) => reason);
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
    expect((error as Error).message).toMatch(/study\.yaml:5:\d+/);
  });
});
