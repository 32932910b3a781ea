import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main, type Io } from '@camscope/cli';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeMirrorStudies } from '../../studio/mirror-study.ts';
import { violations } from '../../studio/violations.ts';
import type { Built } from './built.ts';

/** Masks of the method that takes long. */
const MANY = 200_000;

/** A metric that waits, after so many maps, until whoever looks on lets it go. */
const HELD = `import { existsSync } from 'node:fs';
import { defineMetric, definePlugin } from '@camscope/core';

const moment = new Int32Array(new SharedArrayBuffer(4));
let measured = 0;
const held = defineMetric({
  id: 'held', title: 'Held', needs: 'map', scoreDirection: 'higher', range: [0, 1],
  measure: () => {
    const file = new URL(\`after-\${measured++}\`, import.meta.url);
    if (measured === 3 || measured === 5) while (!existsSync(file)) Atomics.wait(moment, 0, 0, 50);
    return { value: 1 };
  },
});
export default definePlugin({ name: 'held', apiVersion: 1, contributes: [held] });
`;

/** Two runs, as a person looks at them. */
export function testView({ browser }: Built): void {
  const stop = new AbortController();
  let cwd: string;
  let address: string;
  const ended: Promise<number>[] = [];
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'camscope-view-'));
    await writeMirrorStudies(cwd);
    for (const [study, out] of [
      ['study.yaml', 'a'],
      ['b.yaml', 'b'],
    ])
      expect(await main(['run', study, '--out', out], io({}))).toBe(0);
    address = await view('a', 'b');
    page = await open(address);
  }, 300_000);

  afterAll(async () => {
    await page?.close();
    stop.abort();
    expect(await Promise.all(ended)).toEqual(ended.map(() => 0));
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
    expect(await page.locator('.shapes .by-reader rect').count()).toBeGreaterThan(0);
    expect(await violations(page)).toEqual([]);
  });

  test('the address shows the same to whoever follows it', async () => {
    await page.getByLabel('Opacity').fill('0.7');
    await page.getByLabel('Hide below').fill('0.1');
    await page.getByLabel('Hottest at').selectOption('99 %');
    await expect.poll(() => page.url()).toContain('reach=0.99');
    const other = await open(page.url());
    expect(await other.getByLabel('Opacity').inputValue()).toBe('0.7');
    expect(await other.getByLabel('Hide below').inputValue()).toBe('0.1');
    await other.getByRole('heading', { name: /grad-cam \(second run\)/ }).waitFor();
    expect(await other.locator('.row[aria-selected=true]').textContent()).toBe(
      await page.locator('.row[aria-selected=true]').textContent(),
    );
    await other.close();
  });

  test('the table is as high as all of its rows', async () => {
    const grid = page.getByRole('grid');
    const heights = await grid.evaluate((one) =>
      ['[role=rowgroup]', '[role=rowgroup] .row'].map(
        (part) => one.querySelector<HTMLElement>(part)!.offsetHeight,
      ),
    );
    const rows = Number(await grid.getAttribute('aria-rowcount')) - 1;
    expect(heights[0]).toBe(rows * heights[1]);
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

  test.each([1280, 1440])('at %s pixels no name, number or drawing is cut off', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    const cut = () =>
      page
        .locator('.rows [data-column], .summaries th, .scroll, .words label')
        .evaluateAll((all) =>
          all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map((one) => one.outerHTML),
        );
    await page.locator('.rows .row [data-column=value]').first().waitFor();
    await expect.poll(cut).toEqual([]);
  });

  test('a brush is set in numbers, and points are walked through without a mouse', async () => {
    await page.getByRole('button', { name: 'Two methods', exact: true }).click();
    await page.getByRole('button', { name: 'Point after' }).click();
    await page.locator('.chosen-point').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('grad-cam from').fill('2');
    await page.keyboard.press('Enter');
    await page.getByText('No row passes the filters.').waitFor();
    await page.getByRole('button', { name: 'Take the filter away' }).click();
    await page.getByText(/^\d+ of \d+ rows$/).waitFor();
  });

  test('a run without tables tells how far it is', async () => {
    await cp(join(cwd, 'a'), join(cwd, 'growing'), { recursive: true });
    await rm(join(cwd, 'growing/run.json'));
    const growing = await browser().newPage();
    await growing.goto(await view('growing'));
    await growing.getByText(/^growing: (\d+) of \1 units are done/).waitFor();
    await growing.close();
  });

  test('a run that goes on keeps what was read on screen, and its new rows come under the same filters', async () => {
    await mkdir(join(cwd, 'grows'));
    await writeMirrorStudies(join(cwd, 'grows'));
    const file = join(cwd, 'grows', 'study.yaml');
    const run = () => main(['run', 'grows/study.yaml', '--out', 'grows/ongoing'], io({}));
    expect(await run()).toBe(0);
    // Long enough for a page that asks every three seconds.
    const more = `[grad-cam, layer-cam, { use: rise, options: { masks: ${MANY} } }]`;
    await writeFile(file, (await readFile(file, 'utf8')).replace('[grad-cam, layer-cam]', more));
    const ongoing = await open(`${(await view('grows/ongoing')).split('#')[0]}#/run?search=_000&sort=image`);
    await ongoing.locator('.rows .row', { hasText: 'layer-cam' }).first().click();
    const before = { address: ongoing.url(), rows: await countIn(ongoing) };
    const gone = await everEmpty(ongoing);
    const ran = run();
    await ongoing.getByText(/ongoing: \d+ of \d+ units are done/).waitFor();
    expect(await countIn(ongoing)).toEqual(before.rows);
    expect(await ran).toBe(0);
    await ongoing.getByText('the run has ended, and its tables are shown').waitFor();
    await ongoing.locator('.rows .row', { hasText: 'rise' }).first().waitFor();
    expect(ongoing.url()).toBe(before.address);
    expect(await ongoing.locator('.row[aria-selected=true]').textContent()).toContain('layer-cam');
    expect(await gone()).toBe(false);
    await ongoing.close();
  });

  test('a run that goes on shows its rows as they come, and what is on screen stays', async () => {
    const folder = join(cwd, 'held');
    await mkdir(folder);
    await writeMirrorStudies(folder);
    await writeFile(join(folder, 'held.mjs'), HELD);
    const file = join(folder, 'study.yaml');
    const study = (await readFile(file, 'utf8')).replace('[box-iou, hit-rate]', '[box-iou, held]');
    await writeFile(file, `${study}plugins: [./held.mjs]\nruntime: { batch: 1, workers: 1 }\n`);
    const letGo = (after: number) => writeFile(join(folder, `after-${after}`), '');
    const ran = main(['run', 'held/study.yaml', '--out', 'held/out'], io({}));
    await expect.poll(() => existsSync(join(folder, 'out/units.json')), { timeout: 60_000 }).toBe(true);

    const ongoing = await browser().newPage();
    ongoing.setDefaultTimeout(150_000);
    await ongoing.goto(`${(await view('held/out')).split('#')[0]}#/run?sort=image&search=_000`);
    const rowsOf = (n: number) => ongoing.getByText(new RegExp(`^${n} of ${n} rows$`)).waitFor();
    const progress = ongoing.getByText(/^out · out: \d+ of \d+ units are done.*what is shown grows with it$/);
    await rowsOf(2);
    await progress.waitFor();
    await ongoing.locator('.rows .row', { hasText: 'grad-cam' }).click();
    await ongoing.getByRole('heading', { name: /^grad-cam/ }).waitFor();
    expect(await violations(ongoing)).toEqual([]);
    const before = { address: ongoing.url(), finding: await chosenIn(ongoing) };
    const gone = await everEmpty(ongoing);

    await letGo(2);
    await rowsOf(4);
    await progress.waitFor();
    expect({ address: ongoing.url(), finding: await chosenIn(ongoing) }).toEqual(before);
    await letGo(4);
    expect(await ran).toBe(0);
    await ongoing.getByText('the run has ended, and its tables are shown').waitFor();
    // Of three findings two methods and two priors.
    await rowsOf(12);
    expect({ address: ongoing.url(), finding: await chosenIn(ongoing) }).toEqual(before);
    expect(await gone()).toBe(false);
    expect(await ongoing.getByRole('alert').textContent()).toBe('');
    await ongoing.close();
  }, 400_000);

  test('it fits a telephone', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(complaints).toEqual([]);
  });

  const chosenIn = (one: Page) => one.locator('.row[aria-selected=true]').textContent();
  const countIn = (one: Page) => one.locator('.rows .row').count();

  /** Looks at the table from now on. @returns whether it was ever without a row. */
  async function everEmpty(one: Page): Promise<() => Promise<boolean>> {
    await one.evaluate(() => {
      const seen = { empty: false };
      const look = () =>
        (seen.empty ||= document.querySelectorAll('.rows [role=rowgroup] .row').length === 0);
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
      Object.assign(globalThis, { seen });
    });
    return () => one.evaluate(() => (globalThis as unknown as { seen: { empty: boolean } }).seen.empty);
  }

  /** @returns the address. */
  function view(...runs: string[]): Promise<string> {
    return new Promise((resolve) => {
      const stdout = (text: string) => resolve(text.trim());
      ended.push(main(['view', ...runs, '--no-open'], io({ stdout })));
    });
  }

  async function open(url: string): Promise<Page> {
    const opened = await browser().newPage();
    opened.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
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
}
