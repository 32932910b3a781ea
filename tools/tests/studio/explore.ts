import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropFiles } from '../../studio/drop-files.ts';
import { openStudio, type OpenStudio } from '../../studio/open-studio.ts';
import { violations } from '../../studio/violations.ts';
import type { Built } from './built.ts';

/** The screen for exploring, as a person uses it. */
export function testExplore({ app, browser }: Built): void {
  let studio: OpenStudio;
  let page: Page;
  beforeAll(async () => {
    studio = await openStudio(app(), browser());
    page = studio.page;
    page.setDefaultTimeout(120_000);
  }, 300_000);
  afterAll(() => studio?.close());

  test('a first map is there without a click, in a page that is accessible', async () => {
    await mapOf('Grad-CAM');
    await page.locator('.found button').nth(50).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('keys do as in viewers of DICOM', async () => {
    const readout = page.locator('.readout');
    await page.keyboard.press('+');
    await eventually(() => readout.textContent()).toContain('Zoom 125 %');
    await page.keyboard.press('i');
    expect(await button('Invert').getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('3');
    expect(await page.getByLabel('Window', { exact: true }).last().inputValue()).toBe('dark');
    await page.keyboard.press('Space');
    await eventually(() => readout.textContent()).toContain('Zoom 100 %');
    expect(await button('Invert').getAttribute('aria-pressed')).toBe('false');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  test('arrows walk through the methods, which Tab passes as one', async () => {
    const active = () => page.evaluate(() => document.activeElement?.textContent);
    const names = await page.locator('.found button').allTextContents();
    await page.getByLabel('Search methods').focus();
    await page.keyboard.press('Tab');
    expect(await active()).toBe(names[0]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await active()).toBe(names[2]);
    await page.keyboard.press('End');
    expect(await active()).toBe(names.at(-1));
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    expect(await active()).toBe(names.at(-1));
    await page.keyboard.press('Home');
    await page.keyboard.press('Tab');
    expect(names).not.toContain(await active());
  });

  test('where the page is low, its parts scroll, and it does not', async () => {
    const { width, height } = page.viewportSize()!;
    await page.setViewportSize({ width, height: 360 });
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(360);
    await page.setViewportSize({ width, height });
  });

  test('a box that is typed around the whole image holds all heat, and the hottest place', async () => {
    await button('Add a box').click();
    for (const [side, value] of Object.entries({ left: 0, top: 0, right: 512, bottom: 512 }))
      await page.getByLabel(side, { exact: true }).fill(String(value));
    await page.getByLabel('bottom', { exact: true }).press('Enter');
    await eventually(() => score('energy-in-box')).toBe('1.000');
    expect(await score('hit-rate')).toBe('1.000');
    await button('Remove Box 1').click();
    await eventually(() => page.locator('[data-measure]').count()).toBe(0);
  });

  test('a box that is drawn has the corners where the mouse was, and a drag of the threshold moves the regions', async () => {
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('r');
    const pane = (await page.locator('.surface').first().boundingBox())!;
    const scale = Math.min(pane.width, pane.height) / 512;
    const at = (x: number, y: number) =>
      [pane.x + pane.width / 2 + (x - 256) * scale, pane.y + pane.height / 2 + (y - 256) * scale] as const;
    await page.mouse.move(...at(100.5, 120.5));
    await page.mouse.down();
    await page.mouse.move(...at(300.5, 260.5), { steps: 3 });
    await page.mouse.up();
    const sides = await page
      .locator('.sides input')
      .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).valueAsNumber));
    expect(sides).toEqual([100, 120, 301, 261]);
    await page.getByLabel('Threshold').fill('0.9');
    await eventually(() => page.getByLabel('Segmenter', { exact: true }).inputValue()).toBe('threshold');
    const small = await areas();
    await page.getByLabel('Threshold').fill('0.2');
    await eventually(areas).toBeGreaterThan(small);
    await page.keyboard.press('m');
  });

  test('a long method tells its progress, and can be cancelled', async () => {
    await page.getByLabel('Search methods').fill('rise');
    await page.locator('.found button', { hasText: 'RISE' }).first().click();
    const status = page.locator('.status', { has: page.locator('progress') });
    await status.getByText(/Pass \d+ of 4000/).waitFor();
    await status.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled').waitFor();
    await button('Remove RISE').click();
  });

  test('files that are dropped are opened, and what is none of them is told with what to do', async () => {
    const chest = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#777' } })
      .png()
      .toBuffer();
    await dropFiles(page, { 'chest.png': chest, 'notes.txt': Buffer.from('a text') });
    await page.getByRole('button', { name: /chest\.png\s*64 × 48/ }).waitFor();
    const alert = page.getByRole('alert');
    await alert.getByText('Cannot read notes.txt').waitFor();
    expect(await alert.locator('dt').allTextContents()).toContain('do');
    expect(await violations(page)).toEqual([]);
    await button('Dismiss').click();
    await button('Remove chest.png').click();
  });

  test('what computes can be chosen, and maps are made anew on it', async () => {
    await page.getByLabel('Computes on').selectOption('webgpu');
    await page.getByRole('status').getByText('WebGPU · as asked').waitFor();
    await mapOf('Grad-CAM');
    await page.getByLabel('Computes on').selectOption('wasm');
    await page.getByRole('status').getByText('WebGPU is in software here').waitFor();
  });

  test('speaks Spanish, is dark, and fits a telephone', async () => {
    await page.getByLabel('Language').selectOption('es');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
    await page.setViewportSize({ width: 390, height: 800 });
    for (const tab of ['Elegir', 'Resultados', 'Mapas']) {
      await page.getByRole('navigation').getByRole('button', { name: tab }).click();
      expect(await violations(page)).toEqual([]);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
    expect(studio.complaints).toEqual([]);
  });

  test('a link shows its class, layer and colours, and what it says wrongly is as at first', async () => {
    const layers = page.getByLabel('Capa objetivo').locator('option');
    const layer = await layers.nth(1).getAttribute('value');
    const parts = {
      ...{ target: 2, layer, reach: 0.95, opacity: 9, colours: 'pink', windowing: 3 },
      ...{ methods: 7, viewport: 'x', segmenter: { use: 1 }, filters: [null] },
    };
    const told = Object.entries(parts).map(([name, part]): [string, string] => [name, JSON.stringify(part)]);
    const other = await openStudio(app(), browser(), `#${new URLSearchParams(told)}`);
    await other.page.locator('.shapes .region').first().waitFor({ timeout: 120_000 });
    expect(await other.page.locator('.classes input').nth(3).isChecked()).toBe(true);
    expect(await other.page.getByLabel('Target layer', { exact: true }).inputValue()).toBe(layer);
    expect(await other.page.getByLabel('Hottest at').inputValue()).toBe('0.95');
    expect(await other.page.getByLabel('Opacity').inputValue()).toBe('0.45');
    expect(await other.page.getByLabel('Colours').inputValue()).toBe('jet');
    expect(other.complaints).toEqual([]);
    await other.close();
  });

  const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 60_000 });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const mapOf = (method: string) => page.locator('.pane', { hasText: method }).getByText(/ms/).waitFor();
  const score = (metric: string) =>
    page.locator(`[data-measure="${metric}"] td`).first().textContent({ timeout: 1000 });
  /** Pixels of all regions of the map in focus. */
  const areas = async () => {
    const cells = await page.locator('.results caption + thead + tbody td:nth-child(2)').allTextContents();
    return cells.reduce((sum, cell) => sum + Number(cell.replace(/\D/g, '')), 0);
  };
}
