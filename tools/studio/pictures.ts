// Takes the pictures of the studio that pages show: node tools/run.js tools/studio/pictures.ts [folder], docs/images by default.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { main } from '@camscope/cli';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { builtApp } from './built-app.ts';
import { openStudio } from './open-studio.ts';

const out = resolve(process.argv[2] ?? join(import.meta.dirname, '../../docs/images'));
const METHODS = [{ use: 'grad-cam' }, { use: 'layer-cam' }, { use: 'hires-cam' }, { use: 'eigen-cam' }];

/** Of the run that is looked at. */
const STUDY = `version: 1
models: [npm:@camscope/networks-phantom/models/phantom-resnet50.onnx, npm:@camscope/networks-phantom/models/phantom-densenet121.onnx]
data:
  { use: phantom, count: 16, seed: 11, truth: false, readers: 2, folder: phantoms,
    findings: { Cardiomegaly: 0.4, Effusion: 0.4, Pneumothorax: 0.3 } }
classes: annotated
methods: [grad-cam, layer-cam, hires-cam, eigen-cam]
segmenters: [multi-otsu]
metrics: [box-iou, hit-rate]
agreement: [region-iou]
out: run
`;

await mkdir(out, { recursive: true });
const studio = await openStudio(await builtApp());
const { page } = studio;
page.setDefaultTimeout(40_000);
await page.setViewportSize({ width: 1280, height: 800 });
await page.emulateMedia({ colorScheme: 'light' });
await explore(page);
await take(page, 'studio');
const cwd = await mkdtemp(join(tmpdir(), 'camscope-pictures-'));
const stop = new AbortController();
// Its maps lie below its plots.
await page.setViewportSize({ width: 1280, height: 1100 });
const served = await view(page, cwd, stop.signal);
await take(page, 'view');
stop.abort();
await served.ended;
await studio.close();
await rm(cwd, { recursive: true });

/** The phantom that comes third has a finding: its reader's box is taken, and the maps are scored against it. */
async function explore(page: Page): Promise<void> {
  await page.goto(`${studio.url}#methods=${encodeURIComponent(JSON.stringify(METHODS))}`);
  await page.reload();
  await page.getByLabel('Phantom', { exact: true }).selectOption({ index: 3 });
  await page.waitForFunction((count) => {
    const panes = [...document.querySelectorAll('.pane')];
    return panes.length === count && panes.every((pane) => pane.querySelector('.region'));
  }, METHODS.length);
  await page.locator('.results button', { hasText: 'R1' }).first().click();
  await page.locator('[data-measure]').first().waitFor();
}

/** A run, in the order of its values, with the best map of a method in view. */
async function view(page: Page, cwd: string, signal: AbortSignal): Promise<{ ended: Promise<number> }> {
  const io = { cwd, stderr: () => undefined, stderrIsTty: false, signal, debug: false };
  await writeFile(join(cwd, 'study.yaml'), STUDY);
  await main(['run', 'study.yaml'], { ...io, stdout: () => undefined });
  let ended!: Promise<number>;
  const address = await new Promise<string>((resolve) => {
    ended = main(['view', 'run', '--no-open'], { ...io, stdout: resolve });
  });
  await page.goto(address.trim());
  await page.getByRole('button', { name: 'Sort by Value' }).dblclick();
  await page.locator('.row', { hasText: '-cam' }).first().click();
  await page.locator('.pictures .shapes .region').first().waitFor();
  return { ended };
}

/** In few colours, which takes a quarter of the room. */
async function take(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(500);
  const picture = sharp(await page.screenshot()).png({ palette: true, colours: 192, effort: 10 });
  await picture.toFile(join(out, `${name}.png`));
}
