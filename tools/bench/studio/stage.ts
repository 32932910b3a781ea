import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** What every part of the bench is given: a browser in which nothing is open yet. */
export interface Stage {
  /** Folder of the application. */
  readonly app: string;
  /** Where it is served. */
  readonly url: string;
  readonly browser: Browser;
}

/** A page of a person who was never here: nothing is kept. */
export async function freshPage(browser: Browser): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(300_000);
  // What tsx compiles calls this to name functions.
  await page.addInitScript('globalThis.__name = (named) => named');
  return { page, context };
}

/** Until every pane on screen has its map. */
export async function mapsMade(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const panes = [...document.querySelectorAll('.pane')];
    return (
      panes.length > 0 && panes.every((pane) => / ms/.test(pane.querySelector('h2 small')?.textContent ?? ''))
    );
  });
}

export function tell(what: string, milliseconds: readonly number[]): void {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const spelt = (value: number) => value.toFixed(value < 10 ? 1 : 0).padStart(6);
  const [least, median] = [sorted[0], sorted[Math.floor(sorted.length / 2)]];
  console.log(`${what.padEnd(44)} least ${spelt(least)} ms, median ${spelt(median)} ms, of ${sorted.length}`);
}

/** Megabytes that the processes of the browser's pages hold in memory, their workers included: the most of them, which is the page at work. */
export async function megabytesOfPages(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const held = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1]));
  return (1024 * Math.max(...held)) / 1e6;
}
