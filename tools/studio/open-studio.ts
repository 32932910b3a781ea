import { chromium, type Browser, type Page } from 'playwright-core';
import { CHROMIUM, FLAGS } from '../browser/open-page.ts';
import { serveFolder } from '../browser/serve-folder.ts';

export interface OpenStudio {
  readonly browser: Browser;
  readonly page: Page;
  readonly url: string;
  /** What the page wrote to its console as errors, and what its policy refused. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Serves a built studio and opens it in a headless Chromium: in one that is open, which stays so, or in its own. */
export async function openStudio(folder: string, shared?: Browser, hash = ''): Promise<OpenStudio> {
  const { url, server } = await serveFolder(folder);
  const browser = shared ?? (await chromium.launch({ executablePath: CHROMIUM, args: FLAGS }));
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(url + hash);
  return {
    ...{ browser, page, url, complaints },
    async close() {
      await (shared ? page : browser).close();
      server.close();
    },
  };
}
