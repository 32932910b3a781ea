import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { buildPage } from './build-page.ts';
import { serveFolder } from './serve-folder.ts';

/** Debian's; another one by the environment. */
export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--no-first-run',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // WebGPU in software, wherever the tests run.
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];

export interface OpenPage {
  readonly page: Page;
  /** Where the files of the page are; more may be put there. */
  readonly folder: string;
  close(): Promise<void>;
}

/** Builds the page, serves it and opens it in a headless Chromium. */
export async function openPage(): Promise<OpenPage> {
  const out = fileURLToPath(new URL('../out/', import.meta.url));
  mkdirSync(out, { recursive: true });
  const folder = mkdtempSync(join(out, 'browser-'));
  await buildPage(folder);
  const { url, server } = await serveFolder(folder);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'camscope' in globalThis);
  return {
    page,
    folder,
    async close() {
      await browser.close();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
