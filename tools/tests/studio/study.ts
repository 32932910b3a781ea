import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main, type Io } from '@camscope/cli';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropFiles } from '../../studio/drop-files.ts';
import { openStudio, type OpenStudio } from '../../studio/open-studio.ts';
import { violations } from '../../studio/violations.ts';
import type { Built } from './built.ts';

/** Of a table, by column. */
type Row = Readonly<Record<string, string>>;

/** Those that the tests leave ticked. */
const METRICS = ['IoU of boxes', 'Hit rate (pointing game)', 'Energy in boxes'];

/** The screen for small studies, as a person uses it. */
export function testStudy({ app, browser }: Built): void {
  let studio: OpenStudio;
  let page: Page;
  let cwd: string;
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'camscope-tab-'));
    studio = await openStudio(app(), browser());
    page = studio.page;
    page.setDefaultTimeout(120_000);
    await page.goto(`${studio.url}#/study`);
    await page.getByLabel(METRICS[0], { exact: true }).waitFor();
    for (const tick of await page.getByRole('group', { name: 'Metrics' }).locator('.tick').all())
      if (!METRICS.includes((await tick.textContent())!.trim())) await tick.locator('input').uncheck();
  }, 300_000);
  afterAll(async () => {
    await studio?.close();
    await rm(cwd, { recursive: true });
  });

  test('it begins with phantoms and a network, and adds methods with their options', async () => {
    await page.getByText('the 4 phantoms that come along').waitFor();
    await page.getByLabel('Search methods').fill('layercam');
    await page.locator('.found button', { hasText: 'LayerCAM' }).first().click();
    expect(await violations(page)).toEqual([]);
  });

  test('a study of phantoms tells how far it is, and shows its scores in the viewer of runs', async () => {
    const told = await everythingTold();
    await button('Run the study').click();
    await page.getByText(/\d+ of \d+ steps · \d+ runs/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByText(/^\d+ of \d+ rows$/).waitFor();
    expect(await told()).toMatch(/Last: explain\/phantom-resnet50\/.*phantom-0001_0\.png/);
    await button('Means').click();
    await page
      .getByRole('row', { name: /^grad-cam .*\d/ })
      .first()
      .waitFor();
    await button('Only layer-cam').click();
    await page.locator('.rows .row', { hasText: 'layer-cam' }).first().click();
    await page.locator('.shapes .by-reader rect').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await button('Clear all filters').click();
  });

  test('its folder is one that the command line reports on, and whose study gives the same scores', async () => {
    const folder = await downloaded();
    expect(await camscope('report', join(folder, 'results'))).toBe(0);
    expect(await camscope('run', join(folder, 'study.yaml'), '--out', join(folder, 'other'))).toBe(0);
    const [tab, node] = await Promise.all(['results', 'other'].map((out) => scoresIn(join(folder, out))));
    expect(tab.length).toBeGreaterThan(100);
    expectWithin(1e-5, tab, node);
  });

  test('own radiographs need a table; a line of it that is wrong is told by file and line', async () => {
    await button('Change the study').click();
    await dropFiles(page, { 'a.png': await grey(64, 48), 'b.png': await grey(48, 64) });
    await page.getByText('give a table or a COCO file').waitFor();
    expect(await button('Run the study').isDisabled()).toBe(true);
    const lines = ['image,label,x,y,w,h', 'a.png,Effusion,1,2,30,20', 'b.png,Effusion,one,2,3,4'];
    await dropFiles(page, { 'boxes.csv': Buffer.from(lines.join('\n')) });
    await button('Run the study').click();
    const alert = page.getByRole('alert');
    await alert.getByText(/\/boxes\.csv:3/).waitFor();
    expect(await alert.textContent()).toContain('one');
    expect(await page.getByRole('list', { name: 'Radiographs of the study' }).locator('li').count()).toBe(2);
    expect(await violations(page)).toEqual([]);
  });

  test('a table that is mended is read, as is a COCO file', async () => {
    const lines = ['image,label,x,y,w,h', 'a.png,Effusion,1,2,30,20', 'b.png,Effusion,1,2,3,4'];
    await dropFiles(page, { 'boxes.csv': Buffer.from(lines.join('\n')) });
    await button('Run the study').click();
    await page.getByText(/^\d+ of \d+ rows$/).waitFor();
    await button('Change the study').click();
    await dropFiles(page, { 'boxes.json': Buffer.from(JSON.stringify(COCO)) });
    await page.getByText('Annotations: boxes.json').waitFor();
    await button('Run the study').click();
    // The table of the study before may be there for a moment.
    await expect
      .poll(() => page.locator('.rows .row', { hasText: 'b.png' }).count(), { timeout: 60_000 })
      .toBe(0);
    await page.locator('.rows .row', { hasText: 'a.png' }).first().waitFor();
  });

  test('a study that is cancelled keeps what was done', async () => {
    await button('Change the study').click();
    await page.getByLabel('Search methods').fill('rise');
    await page.locator('.found button', { hasText: 'RISE' }).first().click();
    await button('Run the study').click();
    await page.getByText(/^Last: explain\/.*\/layer-cam/).waitFor();
    // RISE asks the network many times for one step.
    const runs = async () => {
      const text = await page.getByText(/runs of the network/).textContent();
      return Number(/([\d,]+) runs/.exec(text!)![1].replaceAll(',', ''));
    };
    const before = await runs();
    await expect.poll(runs, { timeout: 60_000 }).toBeGreaterThan(before + 4);
    await button('Cancel').click();
    await page.getByText('The run is not finished').waitFor();
    const folder = await downloaded();
    const account = JSON.parse(await readFile(join(folder, 'results/run.json'), 'utf8')) as object;
    expect(account).toMatchObject({ finished: false });
    expect(await camscope('report', join(folder, 'results'))).toBe(0);
  });

  test('speaks Spanish, is dark, and fits a telephone', async () => {
    await button('Change the study').click();
    await page.getByLabel('Language').selectOption('es');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await violations(page)).toEqual([]);
    await button('A los resultados').click();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(studio.complaints).toEqual([]);
  });

  test('a study is computed on WebGPU where that is chosen, and says so', { timeout: 800_000 }, async () => {
    const own = await openStudio(app(), browser());
    await own.page.goto(`${studio.url}#/study`);
    await own.page.getByLabel('Phantom network').selectOption('phantom-cheat');
    await own.page.getByLabel('Computes on').selectOption('webgpu');
    const name = 'phantom-0001_0.png';
    const lines = ['image,label,x,y,w,h', `${name},Effusion,280,280,200,200`];
    await dropFiles(own.page, {
      [name]: await readFile(join(app(), 'phantom', name)),
      'boxes.csv': Buffer.from(lines.join('\n')),
    });
    await own.page.getByRole('button', { name: 'Run the study' }).click();
    // In software, its shaders take most of the time.
    await own.page.locator('.rows .row', { hasText: name }).first().waitFor({ timeout: 700_000 });
    const folder = await downloaded(own.page);
    const lock = JSON.parse(await readFile(join(folder, 'results/study.lock.json'), 'utf8')) as object;
    expect(lock).toMatchObject({ runtime: { provider: 'webgpu' } });
    const again = [
      'run',
      join(folder, 'study.yaml'),
      '--set',
      'runtime.provider=cpu',
      '--out',
      join(folder, 'other'),
    ];
    expect(await camscope(...again)).toBe(0);
    const [tab, node] = await Promise.all(['results', 'other'].map((out) => scoresIn(join(folder, out))));
    expectWithin(1e-4, ofNoPixels(tab), ofNoPixels(node));
    expect(own.complaints).toEqual([]);
    await own.close();
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });

  /** What the page shows from now on, however short. @returns it. */
  async function everythingTold(): Promise<() => Promise<string>> {
    await page.evaluate(() => {
      const all = new Set<string>();
      const look = () => document.querySelectorAll('p, li').forEach((line) => all.add(line.textContent!));
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      });
      Object.assign(globalThis, { told: all });
    });
    return () => page.evaluate(() => [...(globalThis as unknown as { told: Set<string> }).told].join('\n'));
  }

  /** Saves the folder of the study, unzipped. @returns where. */
  async function downloaded(from = page): Promise<string> {
    const [download] = await Promise.all([
      from.waitForEvent('download'),
      from.getByRole('button', { name: 'Download the folder (zip)', exact: true }).click(),
    ]);
    const root = await mkdtemp(join(cwd, 'unzipped-'));
    for (const [path, content] of Object.entries(unzipSync(await readFile(await download.path())))) {
      await mkdir(join(root, dirname(path)), { recursive: true });
      await writeFile(join(root, path), content);
    }
    return join(root, 'study');
  }

  function camscope(...words: string[]): Promise<number> {
    const none = () => undefined;
    const io: Io = {
      cwd,
      stdout: none,
      stderr: none,
      stderrIsTty: false,
      signal: new AbortController().signal,
      debug: false,
    };
    return main(words, io);
  }
}

const COCO = {
  images: [{ id: 1, file_name: 'a.png', width: 64, height: 48 }],
  categories: [{ id: 1, name: 'Effusion' }],
  annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [1, 2, 30, 20], area: 600, iscrowd: 0 }],
};

/** Of each row and column, numbers may be so far apart. */
function expectWithin(most: number, seen: readonly Row[], expected: readonly Row[]): void {
  expect(seen.length).toBe(expected.length);
  for (const [i, row] of seen.entries())
    for (const [name, cell] of Object.entries(row)) {
      const there = expected[i][name];
      if (cell !== there) expect(Math.abs(Number(cell) - Number(there)), name).toBeLessThanOrEqual(most);
    }
}

/** Rows of metrics that count no pixels, of which one may be at the very threshold. */
function ofNoPixels(rows: readonly Row[]): Row[] {
  const own = rows.filter(({ metric }) => ['box-iou', 'hit-rate', 'energy-in-box'].includes(metric));
  expect(own.length).toBeGreaterThan(5);
  return own;
}

async function scoresIn(out: string): Promise<Row[]> {
  return parse<Row>(await readFile(join(out, 'scores.csv')), { columns: true });
}

function grey(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#777' } })
    .png()
    .toBuffer();
}
