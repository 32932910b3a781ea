import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DETAILS_PAGE, MAIN_PAGE, renderReport, type Report } from '../src/index.ts';
import { CLASSES, METHODS, NETWORKS, study } from './study.ts';
import { contrastsOf, overlapsOf, textsOf } from './in-page.ts';

/** Debian's; another one by the environment. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const installed = existsSync(CHROMIUM);
if (process.env['CI'] && !installed)
  throw new Error(`No Chromium at ${CHROMIUM}: these tests must not be skipped`);

const HOSTILE = [
  '<script>globalThis.caught = 1</script>',
  '"><img src=x onerror="globalThis.caught = 2">',
  "' onmouseover='globalThis.caught = 3",
  '</style></svg></title><svg onload="globalThis.caught = 4">',
  '=HYPERLINK("http://127.0.0.1/")',
  'α β 肺炎 🫁 \u202egnp.exe',
  'a name that does not end '.repeat(12),
];

const STUDIES = {
  // 20 methods, 5 classes, 4 networks: as many marks as a figure must hold.
  large: study({ models: NETWORKS, methods: METHODS, classes: CLASSES, readers: 3, casesPerClass: 12 }),
  small: study({
    models: ['CNN'],
    methods: ['Grad-CAM'],
    classes: ['Effusion'],
    readers: 0,
    casesPerClass: 6,
  }),
  hostile: study({
    models: HOSTILE.slice(0, 2),
    methods: HOSTILE,
    classes: HOSTILE.slice(2, 6),
    readers: 1,
    casesPerClass: 8,
  }),
};
type Name = keyof typeof STUDIES;

interface Looking {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly only?: string;
}

describe.skipIf(!installed)(`the page in ${CHROMIUM}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'camscope-report-'));
  const reports = new Map<string, Report>();
  let browser: Browser;

  beforeAll(async () => {
    for (const [name, data] of Object.entries(STUDIES)) {
      const report = renderReport(data, { replicates: 100 });
      reports.set(name, report);
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, MAIN_PAGE), report.html);
      writeFileSync(join(folder, name, DETAILS_PAGE), report.details);
      for (const figure of report.figures)
        writeFileSync(join(folder, `${name}-${figure.name}.svg`), figure.svg);
    }
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--headless=new', '--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens both pages one after the other and gives each to `look`; they ask nothing of the network, and complain of nothing. */
  async function open(
    name: Name,
    options: Looking,
    look: (page: Page, which: string) => Promise<void>,
  ): Promise<void> {
    for (const which of options.only ? [options.only] : [MAIN_PAGE, DETAILS_PAGE])
      await openOne(join(name, which), options, (page) => look(page, which));
  }

  async function openOne(path: string, options: Looking, look: (page: Page) => Promise<void>): Promise<void> {
    const page = await browser.newPage({
      viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
      colorScheme: options.dark ? 'dark' : 'light',
    });
    const complaints: string[] = [];
    const file = pathToFileURL(join(folder, path)).href;
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => complaints.push(dialog.message()));
    page.on('request', (request) => {
      if (request.url() !== file && !request.url().startsWith('data:')) complaints.push(request.url());
    });
    await page.goto(file);
    await look(page);
    expect(complaints).toEqual([]);
    await page.close();
  }

  const unfold = (page: Page) =>
    page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));

  test.each(['large', 'small', 'hostile'] as const)(
    '%s: fits a phone, and nothing is asked for',
    async (name) => {
      for (const width of [390, 1280]) {
        await open(name, { width }, async (page) => {
          await unfold(page);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        });
      }
    },
  );

  test('hostile labels are shown, not obeyed', async () => {
    await open('hostile', {}, async (page) => {
      await unfold(page);
      const found = await page.evaluate(() => ({
        caught: 'caught' in globalThis,
        scripts: document.scripts.length,
        handlers: document.querySelectorAll('[onload],[onerror],[onmouseover]').length,
        pictures: [...document.images].filter(({ src }) => !src.startsWith('data:image/png;')).length,
        names: document.body.innerText.includes('<script>globalThis.caught = 1</script>'),
      }));
      expect(found).toEqual({ caught: false, scripts: 0, handlers: 0, pictures: 0, names: true });
    });
  });

  test.each(['large', 'hostile'] as const)('%s: figures are well-formed files on their own', async (name) => {
    const page = await browser.newPage();
    for (const { name: figure } of reports.get(name)!.figures) {
      await page.goto(pathToFileURL(join(folder, `${name}-${figure}.svg`)).href);
      const found = await page.evaluate(() => ({
        root: document.documentElement.localName,
        broken: document.querySelectorAll('parsererror').length,
        texts: document.querySelectorAll('text').length > 0,
        scripts: document.querySelectorAll('script,[onload]').length,
      }));
      expect(found, figure).toEqual({ root: 'svg', broken: 0, texts: true, scripts: 0 });
    }
    await page.close();
  });

  test('texts of a figure do not lie upon one another', async () => {
    for (const name of ['large', 'small'] as const) {
      await open(name, {}, async (page) => {
        await unfold(page);
        expect(await page.evaluate(overlapsOf)).toEqual([]);
      });
    }
  });

  test.each([false, true])('every text stands out, dark: %s', async (dark) => {
    await open('large', { dark }, async (page) => {
      await unfold(page);
      const contrasts = await page.evaluate(contrastsOf);
      expect(contrasts.length).toBeGreaterThan(1000);
      expect(contrasts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    });
  });

  test('tables, figures and pictures say what they are', async () => {
    await open('large', {}, async (page) => {
      const lacking = await page.evaluate(() => ({
        tables: [...document.querySelectorAll('table')].filter((table) => !table.caption?.textContent?.trim())
          .length,
        headers: [...document.querySelectorAll('th')].filter((cell) => !cell.scope).length,
        rows: [...document.querySelectorAll('tbody tr')].filter((row) => !row.querySelector('th')).length,
        figures: [...document.querySelectorAll('figure')].filter(
          (figure) => !figure.querySelector('figcaption'),
        ).length,
        plots: [...document.querySelectorAll('svg:not([aria-hidden])')].filter(
          (svg) => !svg.getAttribute('aria-label'),
        ).length,
        pictures: [...document.images].filter(({ alt, naturalWidth }) => !alt || naturalWidth === 0).length,
        anchors: [...document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')].filter(
          ({ hash }) => hash !== '#top' && !document.querySelector(hash),
        ).length,
        ids:
          document.querySelectorAll('[id]').length -
          new Set([...document.querySelectorAll('[id]')].map(({ id }) => id)).size,
        language: document.documentElement.lang,
      }));
      expect(lacking).toEqual({
        ...{ tables: 0, headers: 0, rows: 0, figures: 0, plots: 0, pictures: 0, anchors: 0, ids: 0 },
        language: 'en',
      });
    });
  });

  test('links lead to the other page and to files that are written', async () => {
    const report = reports.get('large')!;
    const written = new Set([
      ...report.figures.flatMap(({ name }) => [`figures/${name}.svg`, `figures/${name}.csv`]),
      ...report.tables.flatMap(({ name }) => [`tables/${name}.csv`, `tables/${name}.tex`]),
    ]);
    const anchors = (html: string) => new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const places = { [MAIN_PAGE]: anchors(report.html), [DETAILS_PAGE]: anchors(report.details) };
    for (const html of [report.html, report.details]) {
      const links = [...html.matchAll(/href="([^"#][^"]*)"/g)].map(([, href]) => href);
      const local = links.filter((href) => !href.startsWith('http'));
      for (const href of local) {
        const [page, id] = href.split('#');
        if (page in places)
          expect(id === undefined || places[page as keyof typeof places].has(id), href).toBe(true);
        else expect(written, href).toContain(href);
      }
      for (const what of ['figure', 'table']) {
        const shown = [...html.matchAll(new RegExp(` id="${what}-([^"]+)"`, 'g'))].map(([, name]) => name);
        for (const name of shown) expect(local, name).toContain(`${what}s/${name}.csv`);
      }
    }
  });

  test.each([
    [1280, 900],
    [390, 844],
  ])('the first screen is one: %s × %s', async (width, height) => {
    await open('large', { width, height, only: MAIN_PAGE }, async (page) => {
      const end = await page.evaluate(() => document.querySelector('.first')!.getBoundingClientRect().bottom);
      expect(end).toBeLessThanOrEqual(height);
    });
  });

  test('the main results are ten screens at most, and the contents stay in sight', async () => {
    await open('large', { only: MAIN_PAGE }, async (page) => {
      expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(9000);
    });
    for (const width of [390, 1280]) {
      await open('large', { width }, async (page) => {
        await page.evaluate(() => window.scrollTo({ top: 3000, behavior: 'instant' }));
        const { top, height } = await page.evaluate(() =>
          document.querySelector('nav')!.getBoundingClientRect().toJSON(),
        );
        expect(top).toBeGreaterThanOrEqual(0);
        expect(height).toBeGreaterThan(20);
        expect(top).toBeLessThan(40);
      });
    }
  });

  test.each([390, 1280])(
    'texts of figures are read at %s pixels: ten pixels high, and whole',
    async (width) => {
      await open('large', { width }, async (page) => {
        await unfold(page);
        const found = await page.evaluate(textsOf);
        expect(found.length).toBeGreaterThan(500);
        expect(found.filter(({ size }) => size < 9.99)).toEqual([]);
        expect(found.filter(({ cut }) => cut)).toEqual([]);
      });
    },
  );

  test('a page is eight megabytes at most', () => {
    for (const { html, details } of reports.values())
      for (const page of [html, details]) expect(page.length).toBeLessThan(8e6);
  });

  test('on paper: light, what is open, nothing cut off, and few sheets', async () => {
    const sheets: number[] = [];
    await open('large', { dark: true, width: 700 }, async (page) => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const found = await page.evaluate(() => ({
        paper: getComputedStyle(document.body).backgroundColor,
        folded: [...document.querySelectorAll('details:not([open])')].filter(
          (details) => details.clientHeight > 0,
        ).length,
        cut: [...document.querySelectorAll('.scroll')].filter(
          (box) => getComputedStyle(box).overflowX !== 'visible',
        ).length,
      }));
      expect(found).toEqual({ paper: 'rgb(255, 255, 255)', folded: 0, cut: 0 });
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      sheets.push([...pdf.matchAll(/\/Type\s*\/Page\b/g)].length);
    });
    const [main, details] = sheets;
    expect(main).toBeGreaterThan(2);
    expect(main).toBeLessThanOrEqual(12);
    expect(main + details).toBeLessThan(30);
  });
});
