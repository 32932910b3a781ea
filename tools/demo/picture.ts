// Makes the README's picture: the first screen of the demo's report. Needs Chromium.
// Usage: npm run demo && node tools/run.js tools/demo/picture.ts
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { CHROMIUM } from '../browser/open-page.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const [WIDTH, MARGIN] = [1280, 16];
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 } });
await page.goto(pathToFileURL(join(ROOT, 'out/demo/report/index.html')).href);
const [left, below] = await page.evaluate(() => [
  document.querySelector('h1')!.getBoundingClientRect().left,
  document.querySelector('main h2')!.closest('section')!.getBoundingClientRect().top,
]);
const clip = { x: left - MARGIN, y: 0, width: WIDTH - left + MARGIN, height: below };
await page.screenshot({ path: join(ROOT, 'docs/images/demo.png'), clip });
await browser.close();
