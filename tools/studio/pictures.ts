// Takes the pictures of the studio that pages show: npm run studio && node tools/run.js tools/studio/pictures.ts
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { builtApp } from './built-app.ts';
import { openStudio } from './open-studio.ts';

const out = new URL(process.argv[2] ? `file://${process.argv[2]}/` : '../../docs/images/', import.meta.url);

const METHODS = [{ use: 'grad-cam' }, { use: 'layer-cam' }, { use: 'hires-cam' }, { use: 'xgrad-cam' }];

const PICTURES = {
  'studio-light': { width: 1280, height: 800, colorScheme: 'light' },
  'studio-dark': { width: 1280, height: 800, colorScheme: 'dark' },
  'studio-wide': { width: 2560, height: 1440, colorScheme: 'dark' },
  'studio-telephone': { width: 390, height: 800, colorScheme: 'light' },
} as const;

mkdirSync(out, { recursive: true });
const studio = await openStudio(await builtApp());
const { page } = studio;
page.setDefaultTimeout(180_000);
await page.goto(`${studio.url}#methods=${encodeURIComponent(JSON.stringify(METHODS))}`);
await page.reload();
// The phantom that comes third has a finding.
await page.getByLabel('Phantom', { exact: true }).selectOption({ index: 3 });
await mapsMade(page);
await page.locator('.results button', { hasText: 'R1' }).first().click();
await page.locator('[data-measure]').first().waitFor();
for (const [name, { width, height, colorScheme }] of Object.entries(PICTURES)) {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme });
  await page.waitForTimeout(500);
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, out)) });
}
await studio.close();

/** All maps are made, and cut into regions. */
async function mapsMade(page: Page): Promise<void> {
  await page.waitForFunction((count) => {
    const panes = [...document.querySelectorAll('.pane')];
    return panes.length === count && panes.every((pane) => pane.querySelector('.region'));
  }, METHODS.length);
}
