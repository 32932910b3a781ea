import { describe, expect, it } from 'vitest';
import { camscope } from './support.ts';

describe('list', () => {
  it('lists a kind', async () => {
    const { code, stdout, stderr } = await camscope('/', ['list', 'segmenter']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [header, ...lines] = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(header).toEqual(['kind', 'id', 'title', 'plugin']);
    expect(lines).toContainEqual([
      'segmenter',
      'multi-otsu',
      'Multi-Otsu',
      '@camscope/segmenters-multi-otsu',
    ]);
    expect(new Set(lines.map(([kind]) => kind))).toEqual(new Set(['segmenter']));
  });

  it('tells what each method makes of each model family, and why one refuses', async () => {
    const { code, stdout } = await camscope('/', ['list', '--matrix']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^method +resnet +densenet +efficientnet +convnext /);
    expect(stdout).toMatch(/^grad-cam +=/m);
    expect(stdout).toContain('The method reads attention of all tokens, which the network does not show');
    const { stdout: json } = await camscope('/', ['list', '--matrix', '--json']);
    expect(JSON.parse(json)).toMatchObject({ providers: ['CPU', 'WASM', 'WebGPU in software'] });
  });

  it('lists everything as JSON', async () => {
    const { stdout } = await camscope('/', ['list', '--json']);
    const kinds = (JSON.parse(stdout) as { kind: string }[]).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(
      new Set([
        ...[
          'explainer',
          'segmenter',
          'filter',
          'metric',
          'agreement',
          'baseline',
          'feature',
          'classification',
        ],
        ...['faithfulness', 'model', 'dataset', 'runtime', 'image-codec'],
      ]),
    );
  });

  it('knows the kinds', async () => {
    expect(await camscope('/', ['list', 'segmentr'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Nearest: segmenter'),
    });
  });
});

describe('describe', () => {
  it('tells what a contribution is and takes', async () => {
    expect((await camscope('/', ['describe', 'grad-cam'])).stdout).toMatchInlineSnapshot(`
      "Grad-CAM (explainer 'grad-cam', @camscope/methods-grad-cam)
      Weights the maps of the target layer by the mean gradient of the class score.
      Selvaraju et al., Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization, ICCV 2017, doi:10.1109/ICCV.2017.74, arXiv:1610.02391

      option  values       default  description
      relu    true, false  true     Keep only what speaks for the class

      preset            settings                              description
      pytorch-grad-cam  map.upsample: bilinear                The default: ReLU; bilinear with half-pixel centres; min-max
      torch-cam         map.upsample: bilinear                The default: ReLU; bilinear with half-pixel centres; min-max
      tf-keras-vis      map.upsample: bilinear-align-corners  ReLU; bilinear with aligned corners; min-max
      captum            relu: false, map.upsample: nearest    No ReLU; nearest neighbour
      xplique           map.upsample: bicubic-tensorflow      ReLU; TensorFlow's bicubic; min-max
      "
    `);
  });

  it('says when there is nothing to cite', async () => {
    expect((await camscope('/', ['describe', 'gaussian'])).stdout).toContain(
      'Common knowledge; nothing to cite',
    );
    expect((await camscope('/', ['describe', 'edges'])).stdout).toContain('Devised by its authors');
  });

  it('says when there are no options', async () => {
    expect((await camscope('/', ['describe', 'box-iou'])).stdout).toContain('It takes no options.');
  });

  it('gives the options as a JSON schema', async () => {
    const { stdout } = await camscope('/', ['describe', 'grad-cam', '--json']);
    expect(JSON.parse(stdout)).toMatchObject([
      {
        kind: 'explainer',
        id: 'grad-cam',
        options: { properties: { relu: { type: 'boolean', default: true } }, additionalProperties: false },
      },
    ]);
  });

  it('describes every contribution', async () => {
    const { stdout } = await camscope('/', ['list', '--json']);
    for (const { id } of JSON.parse(stdout) as { id: string }[]) {
      expect(await camscope('/', ['describe', id])).toMatchObject({
        code: 0,
        stdout: expect.stringContaining(`'${id}'`),
      });
    }
  });

  it('knows the ids', async () => {
    expect(await camscope('/', ['describe', 'grad-cm'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/Nearest of \d+: grad-cam/),
    });
  });
});
