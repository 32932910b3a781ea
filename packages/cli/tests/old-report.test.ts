import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { STUDY, studyFolder } from './studies.ts';
import { camscope } from './support.ts';

const OLD = 'These figures are of an earlier run';

it('a report of tables that a run has replaced says that it is old, until it is written anew', async () => {
  const cwd = await studyFolder();
  const page = () => readFile(join(cwd, 'results/report/index.html'), 'utf8');
  await camscope(cwd, ['run', 'study.yaml']);
  await camscope(cwd, ['report', 'results']);
  // The same tables once more.
  expect((await camscope(cwd, ['run', 'study.yaml'])).stderr).not.toContain('the report in');
  expect(await page()).not.toContain(OLD);

  await writeFile(join(cwd, 'study.yaml'), STUDY.replace('hit-rate', 'mask-iou'));
  const { stderr } = await camscope(cwd, ['run', 'study.yaml']);
  expect(stderr).toContain(
    `camscope: the report in ${join(cwd, 'results')} is of other tables, and says so now\n`,
  );
  expect(await page()).toContain(OLD);

  await camscope(cwd, ['report', 'results']);
  expect(await page()).not.toContain(OLD);
});
