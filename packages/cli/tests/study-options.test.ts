import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STUDY, studyFolder } from './studies.ts';
import { camscope } from './support.ts';

describe('a study on the command line', () => {
  it('is what its file would be, in the threads that measure, too', async () => {
    const written = STUDY.replace(
      '[box-iou, hit-rate]',
      '[{ use: hit-rate, options: { tolerance: 200 } }]',
    ).replace(/segmenters: .*\n/, '');
    const cwd = await studyFolder({ 'written.yaml': written });
    const set = ['--set', 'metrics.1.options.tolerance=200', '--set', 'runtime.workers=1'];
    const asked = ['run', 'study.yaml', ...set, '--only', 'metric=hit-rate', '--out', 'asked'];
    expect(await camscope(cwd, asked)).toMatchObject({ code: 0 });
    expect(await camscope(cwd, ['run', 'written.yaml', '--out', 'written'])).toMatchObject({ code: 0 });
    const scores = (folder: string) => readFile(join(cwd, folder, 'scores.csv'), 'utf8');
    expect(await scores('asked')).toBe(await scores('written'));
    // Without a tolerance, a hit is no hit.
    await camscope(cwd, ['run', 'study.yaml', '--only', 'metric=hit-rate', '--out', 'plain']);
    expect(await scores('asked')).not.toBe(await scores('plain'));
  });

  it('is validated', async () => {
    const cwd = await studyFolder();
    const validate = (...argv: string[]) => camscope(cwd, ['validate', 'study.yaml', '--json', ...argv]);
    const { stdout } = await validate('--limit', '1', '--set', 'methods=[hires-cam]', '--only', 'class=Mass');
    expect(JSON.parse(stdout)).toMatchObject({
      images: 1,
      models: [{ methods: [{ name: 'hires-cam' }], classes: [{ label: 'Mass', images: 1 }] }],
    });
    expect(await validate('--set', 'methods=hires-cam')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"at":"--set methods=hires-cam"'),
    });
    expect(await validate('--limit', '0')).toMatchObject({ code: 2 });
  });

  it('has a title, which heads its report', async () => {
    const cwd = await studyFolder({ 'study.yaml': `title: Where three methods looked\n${STUDY}` });
    await camscope(cwd, ['run', 'study.yaml']);
    const heading = async (...argv: string[]) => {
      await camscope(cwd, ['report', 'results', '--no-gallery', ...argv]);
      return /<h1>(.*?)<\/h1>/.exec(await readFile(join(cwd, 'results/report/index.html'), 'utf8'))?.[1];
    };
    expect(await heading()).toBe('Where three methods looked');
    expect(await heading('--title', 'Another')).toBe('Another');
  });
});
