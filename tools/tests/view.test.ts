import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main, type Io } from '@camscope/cli';
import { sharpCodec } from '@camscope/images';
import { mirror, MIRROR_CARD } from '@camscope/testkit';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, FLAGS } from '../browser/open-page.ts';
import { builtApp } from '../studio/built-app.ts';
import { violations } from '../studio/violations.ts';

const installed = existsSync(CHROMIUM);
if (process.env['CI'] && !installed)
  throw new Error(`No Chromium at ${CHROMIUM}: these tests must not be skipped`);

/** Boxes on a block of 3 × 3 of the 8 × 8 pixels, half beside it, and beside it. */
const BOXES = `Image Index,Finding Label,Bbox [x,y,w,h],,,
00000001_000.png,Mass,256,384,384,384
00000002_000.png,Mass,448,384,384,384
00000003_000.png,Mass,640,0,384,384
`;

const STUDY = `version: 1
models: [{ card: card.yaml }]
data: { use: chestxray14, images: ., boxes: boxes.csv }
methods: [grad-cam, layer-cam]
map: { upsample: nearest }
segmenters: [{ use: multi-otsu, options: { classes: 2 } }]
metrics: [box-iou, hit-rate]
agreement: [region-iou]
priors: [mean-box, centre-box]
`;

/** In the second run the box of the second image lies on the block. */
const FILES = {
  'boxes.csv': BOXES,
  'other.csv': BOXES.replace('2_000.png,Mass,448', '2_000.png,Mass,256'),
  'study.yaml': STUDY,
  'b.yaml': STUDY.replace('boxes.csv', 'other.csv'),
  'mirror.onnx': mirror,
  'card.yaml': MIRROR_CARD,
};

function block(): Promise<Uint8Array> {
  const data = new Uint8Array(64);
  for (let row = 3; row < 6; row++) data.fill(255, 8 * row + 2, 8 * row + 5);
  return sharpCodec.encodePng({ width: 8, height: 8, channels: 1, data, white: 255 });
}

describe.skipIf(!installed)('two runs as a person looks at them', { timeout: 120_000 }, () => {
  const stop = new AbortController();
  let cwd: string;
  let address: string;
  let ended: Promise<number>;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'camscope-view-'));
    const picture = await block();
    for (const [name, content] of Object.entries(FILES)) await writeFile(join(cwd, name), content);
    for (const n of [1, 2, 3]) await writeFile(join(cwd, `0000000${n}_000.png`), picture);
    for (const [study, out] of [
      ['study.yaml', 'a'],
      ['b.yaml', 'b'],
    ])
      expect(await main(['run', study, '--out', out], io({}))).toBe(0);
    await builtApp();
    address = await new Promise((resolve) => {
      ended = main(['view', 'a', 'b', '--no-open'], io({ stdout: (text) => resolve(text.trim()) }));
    });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    page = await open(address);
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    stop.abort();
    expect(await ended).toBe(0);
    await rm(cwd, { recursive: true });
  });

  test('values are those of the tables, side by side, in a page that is accessible', async () => {
    const row = page.getByRole('row', { name: /grad-cam Mass 00000002_000\.png/ });
    const written = async (run: string) => {
      const table = await readFile(join(cwd, run, 'scores.csv'), 'utf8');
      const line = table
        .split('\n')
        .find((one) => /00000002_000\.png,.*,Mass,grad-cam,.*,box-iou,/.test(one))!;
      return Number(line.split(',')[11]);
    };
    const [a, b] = [await written('a'), await written('b')];
    expect(b).toBeGreaterThan(a);
    const cells = await row.locator('.number').allTextContents();
    expect(cells).toEqual([a, b, b - a].map((value) => value.toFixed(3)));
    expect(await violations(page)).toEqual([]);
  });

  test('only what differs is left, and the row that is chosen shows its radiograph and maps of both runs', async () => {
    await page.getByRole('button', { name: 'Only what differs between the runs' }).click();
    await page.getByText(/^\d of \d+ rows$/).waitFor();
    const names = await page.locator('.rows [role=rowgroup] .row').allTextContents();
    // Priors are of the other images' boxes, and differ on those.
    const ofMethods = names.filter((name) => /(grad|layer)-cam/.test(name));
    expect(ofMethods.length).toBeGreaterThan(0);
    for (const name of ofMethods) expect(name).toContain('00000002_000.png');
    await page.getByRole('row', { name: /grad-cam Mass/ }).click();
    await page.getByRole('heading', { name: /grad-cam \(second run\)/ }).waitFor();
    expect(await page.locator('.shapes .region').count()).toBeGreaterThan(0);
    expect(await page.locator('.shapes .drawn').count()).toBeGreaterThan(0);
    expect(await violations(page)).toEqual([]);
  });

  test('the address shows the same to whoever follows it', async () => {
    const other = await open(page.url());
    await other.getByRole('heading', { name: /grad-cam \(second run\)/ }).waitFor();
    expect(await other.locator('.row[aria-selected=true]').textContent()).toBe(
      await page.locator('.row[aria-selected=true]').textContent(),
    );
    await other.close();
  });

  test('arrows walk through the table, and a click on a column sorts it', async () => {
    await page.getByRole('button', { name: 'Clear all filters' }).click();
    await page.locator('.rows').focus();
    await page.keyboard.press('Home');
    const chosen = page.locator('.row[aria-selected=true]');
    expect(await chosen.getAttribute('aria-rowindex')).toBe('2');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => chosen.getAttribute('aria-rowindex')).toBe('3');
    await page.getByRole('button', { name: 'Sort by Image' }).click();
    await page
      .getByRole('columnheader', { name: 'Sort by Image' })
      .and(page.locator('[aria-sort=descending]'))
      .waitFor();
  });

  test.each(['Means', 'Two methods', 'Agreement', 'Distribution'])('%s are plotted', async (plot) => {
    await page.getByRole('button', { name: plot, exact: true }).click();
    await page
      .locator('.pictures')
      .getByText(plot === 'Two methods' ? 'Click a point' : 'grad-cam')
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('it fits a telephone', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  async function open(url: string): Promise<Page> {
    const opened = await browser.newPage();
    await opened.goto(url);
    await opened.locator('.rows .row').nth(1).waitFor();
    return opened;
  }

  function io(parts: Partial<Io>): Io {
    const none = () => undefined;
    return {
      cwd,
      stdout: none,
      stderr: none,
      stderrIsTty: false,
      signal: stop.signal,
      debug: false,
      ...parts,
    };
  }
});
