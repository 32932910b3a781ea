import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import { studyFolder } from './studies.ts';
import { camscope } from './support.ts';

const LABELS = [
  ...['atelectasis', 'cardiomegaly', 'consolidation', 'edema', 'enlarged_cardiomediastinum', 'fracture'],
  ...['lung_lesion', 'lung_opacity', 'no_finding', 'pleural_effusion', 'pleural_other', 'pneumonia'],
  ...['pneumothorax', 'support_devices'],
];
const cases = (...ids: string[]) =>
  [
    `dicom_id,path,patient_id,${LABELS.map((label) => `${label}__chx`).join(',')}`,
    ...ids.map(
      (id, i) => `${id},${id}.png,${i},${LABELS.map((one) => (one === 'lung_lesion' ? 1 : 0)).join(',')}`,
    ),
    '',
  ].join('\n');
const FIXATIONS = `DICOM_ID,FPOGD,X_ORIGINAL,Y_ORIGINAL
00000001_000,0.5,3,4
00000001_000,0.25,0,0
00000002_000,0.25,2,3
00000002_000,0.125,7,0
00000003_000,0.5,7,7
`;
const STUDY = `version: 1
models: [{ card: card.yaml }]
data: { use: egd-cxr, images: ., cases: cases.csv, fixations: fixations.csv, sigma: 1 }
labels: { lung_lesion: Mass }
methods: [grad-cam]
map: { upsample: nearest }
segmenters: [{ use: multi-otsu, options: { classes: 2 } }]
metrics: [shuffled-auc, ncc, kl, nss, box-iou]
features: [area-ratio]
agreement: [region-iou]
priors: [mean-box, random, chance]
out: results
`;

it('a study of gaze goes from its file to a report that claims no box of a reader', async () => {
  const cwd = await studyFolder({
    'study.yaml': STUDY,
    'cases.csv': cases('00000001_000', '00000002_000', '00000003_000'),
    'fixations.csv': FIXATIONS,
  });
  const { code, stderr } = await camscope(cwd, ['run', 'study.yaml']);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('No annotation is of regions, which box-iou reads: no values');
  const rows = parse(await readFile(join(cwd, 'results/scores.csv'), 'utf8'), { columns: true }) as Record<
    string,
    string
  >[];
  const of = (method: string, metric: string) =>
    rows.filter((row) => row.method === method && row.metric === metric);
  // The first two images were looked at where the block is, the third beside it.
  const aucs = of('grad-cam', 'shuffled-auc').map(({ value }) => Number(value));
  expect(aucs).toHaveLength(3);
  expect(Math.min(aucs[0], aucs[1])).toBeGreaterThan(aucs[2]);
  expect(of('chance', 'shuffled-auc').map(({ value }) => value)).toEqual(['0.5', '0.5', '0.5']);
  for (const metric of ['ncc', 'kl', 'nss'])
    expect(of('grad-cam', metric).every(({ value }) => value !== '' && Number.isFinite(Number(value)))).toBe(
      true,
    );
  for (const { value, reason } of of('grad-cam', 'box-iou')) {
    expect(value).toBe('');
    expect(reason).toMatch(/^It reads regions .* the annotation is of fixations/);
  }

  expect(await camscope(cwd, ['report', 'results'])).toMatchObject({ code: 0 });
  const page = await readFile(join(cwd, 'results/report/index.html'), 'utf8');
  const details = await readFile(join(cwd, 'results/report/details.html'), 'utf8');
  expect(page).toContain('where a reader looked');
  expect(page).toContain('1 reader');
  for (const html of [page, details]) expect(html).not.toMatch(/box of a reader|who drew/);
  expect(details).toContain('It reads regions (boxes, outlines or a mask)');

  // A second time, nothing is measured again.
  expect((await camscope(cwd, ['run', 'study.yaml'])).stderr).toMatch(/ 0 to run/);
  const table = await readFile(join(cwd, 'results/scores.csv'), 'utf8');
  expect(parse(table, { columns: true })).toEqual(rows);
});
