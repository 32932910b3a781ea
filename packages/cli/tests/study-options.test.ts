import { readFile, writeFile } from 'node:fs/promises';
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

  it('is printed in full, as a study that is the same', async () => {
    const common = `priors: []\n${STUDY.replace(/version.*\n|priors.*\n/g, '')}`;
    const study = [
      'version: 1',
      'include: common.yaml',
      "title: '${CAMSCOPE_TEST_TITLE:-A study} for $${5}'",
      'segmenters: [{ use: multi-otsu, grid: { classes: [2, 3] } }]',
    ].join('\n');
    const cwd = await studyFolder({ 'study.yaml': study, 'common.yaml': common });
    const { code, stdout } = await camscope(cwd, ['validate', 'study.yaml', '--print']);
    expect(code).toBe(0);
    expect(stdout).toContain('as: multi-otsu[classes=3]\n');
    expect(stdout).toContain('title: A study for $${5}\n');
    await writeFile(join(cwd, 'full.yaml'), stdout);
    for (const how of [['--print'], ['--print', '--json'], [], ['--json']]) {
      const [own, full] = await Promise.all(
        ['study.yaml', 'full.yaml'].map((file) => camscope(cwd, ['validate', file, ...how])),
      );
      expect(full).toEqual(own);
    }
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
