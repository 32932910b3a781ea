// Makes the README's picture out of the demo's report: one phantom, explained by all methods. Needs Chromium.
// Usage: npm run demo && node tools/run.js tools/demo/picture.ts
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { CHROMIUM } from '../browser/open-page.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1120, height: 900 } });
await page.goto(pathToFileURL(join(ROOT, 'out/demo/report/details.html')).href);
// The last of the findings on which the most methods were tried.
const pictures = await page
  .locator('.gallery')
  .evaluateAll((cases) => cases.map((one) => one.querySelectorAll('li').length));
const gallery = page.locator('.gallery').nth(pictures.lastIndexOf(Math.max(...pictures)));
await gallery.screenshot({ path: join(ROOT, 'docs/images/demo.png') });
await browser.close();
