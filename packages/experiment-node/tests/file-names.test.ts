import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opened } from './running.ts';
import { bright, mirror, STUDY, studyFolder } from './support.ts';

// Internal, so imported as a file.
const source = new URL('../../experiment/src/plan/file-names.ts', import.meta.url).href;
const { fileNames } = (await import(source)) as typeof import('../../experiment/src/plan/file-names.ts');

describe('names of files', () => {
  it('are those of the data wherever they can be', () => {
    expect(fileNames(['a', 'x/b', 'c d', '..', 'e.', 'NUL.png', 'com1', 'commence', ''])).toEqual([
      ...['a', 'x_b', 'c_d', '_', 'e_', '_NUL.png', '_com1', 'commence', '_.2'],
    ]);
    expect(fileNames(['a', 'A', 'a.2', 'a'])).toEqual(['a', 'A.2', 'a.2.2', 'a.3']);
    const long = 'n'.repeat(300);
    expect(fileNames([long, long])).toEqual(['n'.repeat(100), `${'n'.repeat(98)}.2`]);
  });

  it('are unique whatever the case, short, and not shifted by names that are appended', () => {
    const name = fc.oneof(fc.string(), fc.constantFrom('a', 'A', 'a.2', 'CON', 'con.png', 'n'.repeat(200)));
    fc.assert(
      fc.property(fc.array(name), fc.array(name), (names, more) => {
        const all = fileNames([...names, ...more]);
        expect(all.slice(0, names.length)).toEqual(fileNames(names));
        expect(new Set(all.map((one) => one.toLowerCase())).size).toBe(all.length);
        for (const one of all) expect(one).toMatch(/^[\w-][\w.-]{0,99}$/);
      }),
    );
  });
});

describe('a name that is no folder’s everywhere is refused, with its place', () => {
  const refusal = async (study: string, files: Readonly<Record<string, unknown>> = {}) => {
    const folder = await studyFolder({ study, ...files });
    return opened(folder).then(
      () => 'accepted',
      ({ code, message }) => `${code} ${message.replaceAll(folder, '').replace(/^.*?(?=study\.yaml)/, '')}`,
    );
  };

  it.each([
    ['[{ use: grad-cam, as: CON }]', "5:32: methods[0].as: Windows keeps 'CON' for a device"],
    ['[{ use: grad-cam, as: nul.x }]', "5:32: methods[0].as: Windows keeps 'nul' for a device"],
    [
      `[{ use: grad-cam, as: ${'n'.repeat(300)} }]`,
      '5:32: methods[0].as: it has 300 characters, and may have 100',
    ],
    ['[{ use: grad-cam, as: a. }]', '5:32: methods[0].as: use letters'],
    ['[{ use: grad-cam, as: A }, { use: grad-cam, as: a }]', "5:37: Two of the methods are called 'a'"],
  ])('methods: %s', async (methods, told) => {
    const study = STUDY.replace('[grad-cam]', methods);
    expect(await refusal(study)).toContain(`CONFIG_INVALID study.yaml:${told}`);
  });

  it.each([
    [
      'CON',
      "3:5: A model cannot be called 'CON'\n  found: Windows keeps 'CON' for a device\n  do: Give it another 'name'",
    ],
    ['m'.repeat(300), `3:5: A model cannot be called '${'m'.repeat(40)}'\n  found: it has 300 characters`],
  ])('a model: %s', async (name, told) => {
    expect(await refusal(STUDY.replace('name: mirror', `name: ${name}`))).toContain(
      `CONFIG_INVALID study.yaml:${told}`,
    );
  });

  it('models, and imports beside methods, that differ by case alone', async () => {
    const models = STUDY.replace(
      'models:\n',
      'models:\n  - { file: other.onnx, name: MIRROR, labels: [bright, dark, other] }\n',
    );
    expect(await refusal(models, { 'other.onnx': mirror })).toContain(
      "4:5: Two of the models are called 'mirror'",
    );
    const imports = STUDY.replace(
      'segmenters',
      "imports: [{ as: GRAD-cam, model: Mirror, files: '{stem}.npy' }]\nsegmenters",
    );
    expect(await refusal(imports)).toContain("Two of the methods on 'Mirror' are called 'GRAD-cam'");
  });

  it('but images keep their ids, and get files of their own', async () => {
    const ids = ['a.raw', 'A.raw', 'nul.raw'];
    const list = ids.map((id) => ({ id, annotations: [{ label: 'Bright', boxes: [] }] }));
    const files = Object.fromEntries(ids.map((id) => [id, bright]));
    const { plan } = await opened(await studyFolder({ list, ...files }));
    expect(plan.models[0].images.map(({ sample, stem }) => [sample.id, stem])).toEqual([
      ['a.raw', 'a'],
      ['A.raw', 'A.2'],
      ['nul.raw', '_nul'],
    ]);
  });
});
