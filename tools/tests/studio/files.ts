import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropFiles } from '../../studio/drop-files.ts';
import { openStudio, type OpenStudio } from '../../studio/open-studio.ts';
import type { Built } from './built.ts';
import { IMAGES } from './image-files.ts';

/** Files that go into the page and come out of it. */
export function testFiles({ app, browser }: Built): void {
  let studio: OpenStudio;
  let page: Page;
  const downloads: Download[] = [];
  beforeAll(async () => {
    studio = await openStudio(app(), browser());
    page = studio.page;
    page.setDefaultTimeout(60_000);
    page.on('download', (download) => downloads.push(download));
    await page.locator('.shapes .region').first().waitFor();
  }, 180_000);
  afterAll(() => studio?.close());

  test('how maps are finished can be set, and is in the address', async () => {
    const section = page.locator('.section', {
      has: page.getByRole('heading', { name: 'Map', exact: true }),
    });
    await section.locator('summary').first().click();
    await section.getByLabel('upsample').selectOption('nearest');
    await section.getByLabel('Add a filter').selectOption('gaussian');
    await page.getByRole('button', { name: 'Remove Gaussian' }).waitFor();
    await page.locator('.shapes .region').first().waitFor();
    const told = () => new URLSearchParams(new URL(page.url()).hash.slice(1));
    await expect.poll(() => told().get('filters')).toBe('[{"use":"gaussian"}]');
    expect(told().get('finishing')).toBe('{"upsample":"nearest"}');
  });

  test.each([
    ['png', ['.png']],
    ['svg', ['.svg']],
    ['npy', ['.raw.npy', '.npy']],
    ['csv', ['boxes.csv']],
    ['coco', ['boxes.json']],
    ['study', ['study.yaml', 'annotations.json', '.png']],
  ] as const)('a click on %s saves its files', async (format, names) => {
    downloads.length = 0;
    await page.locator('.exports button').nth(FORMATS.indexOf(format)).click();
    await expect.poll(() => downloads.length, { timeout: 30_000 }).toBe(names.length);
    const saved = downloads.map((download) => download.suggestedFilename());
    names.forEach((name, i) => expect(saved[i].endsWith(name), saved[i]).toBe(true));
    for (const download of downloads)
      expect((await readFile(await download.path())).length).toBeGreaterThan(20);
    if (format !== 'study') return;
    const study = await readFile(await downloads[0].path(), 'utf8');
    expect(study).toContain('upsample: nearest');
    expect(study).toContain('- use: gaussian');
  });

  test('a picture that is saved has the grey, the cut and the hottest colour of the screen', async () => {
    const opacity = page.getByLabel('Opacity');
    const cut = page.getByLabel('Hide below');
    await opacity.fill('1');
    await cut.fill('0.5');
    const shareOfLast = async () => {
      downloads.length = 0;
      await page.locator('.exports button').nth(FORMATS.indexOf('png')).click();
      await expect.poll(() => downloads.length, { timeout: 30_000 }).toBe(1);
      const { data } = await sharp(await downloads[0].path())
        .raw()
        .toBuffer({ resolveWithObject: true });
      // The corner is air, and without heat.
      expect([...data.subarray(0, 3)]).toEqual([255, 255, 255]);
      let last = 0;
      for (let at = 0; at < data.length; at += 3) if (data[at] === 128 && data[at + 2] === 0) last++;
      return last / (data.length / 3);
    };
    await page.getByRole('button', { name: 'Invert' }).click();
    expect(await shareOfLast()).toBeLessThan(0.01);
    await page.getByLabel('Hottest at').selectOption('90 %');
    expect(await shareOfLast()).toBeGreaterThan(0.02);
    await page.getByLabel('Hottest at').selectOption('max.');
    await page.getByRole('button', { name: 'Invert' }).click();
    await opacity.fill('0.45');
    await cut.fill('0');
  });

  test('facts that are set in the form are in force, and in the card', async () => {
    await page.getByText('State facts').click();
    const labels = page.getByLabel(/^Classes, one a line/);
    const [first, ...others] = (await labels.inputValue()).split('\n');
    await labels.fill(['Enlarged heart', ...others].join('\n'));
    await page.getByRole('button', { name: 'Open with these facts' }).click();
    await page.locator('.classes').getByText('Enlarged heart').waitFor();
    expect(await page.locator('.classes').getByText(first, { exact: true }).count()).toBe(0);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the card' }).click();
    const card = await readFile(await (await saved).path(), 'utf8');
    expect(card).toContain('- Enlarged heart');
  });

  test('a table of boxes is refused with where it is read', async () => {
    await dropFiles(page, { 'boxes.csv': Buffer.from('image,label\n') });
    const told = page.getByRole('alert').locator('section');
    await told.getByText('Annotations are read in a study').waitFor();
    expect(await told.textContent()).toMatch(/boxes\.csv.*open Study/);
    await told.getByRole('button', { name: 'Dismiss' }).click();
  });

  test.each(['a JPEG', 'DICOM, MONOCHROME2', 'DICOM, MONOCHROME1'])(
    '%s is dropped and opened',
    async (kind) => {
      const name = `${kind.replace(/\W/g, '')}.file`;
      await dropFiles(page, { [name]: await IMAGES[kind].make() });
      const size = kind === 'a JPEG' ? '64 × 48' : '2 × 2';
      await page.getByRole('button', { name: `${name} ${size}`, exact: true }).waitFor();
      expect(await page.getByRole('alert').locator('section').count()).toBe(0);
      await page.getByRole('button', { name: `Remove ${name}` }).click();
      expect(studio.complaints).toEqual([]);
    },
  );
}

/** In the order of the buttons. */
const FORMATS = ['png', 'svg', 'npy', 'csv', 'coco', 'study'];
