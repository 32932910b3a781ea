import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resNet } from '@camscope/testkit';
import { freshPage, mapsMade, megabytesOfPages, type Stage } from './stage.ts';

const EVERY = 50;

/** The most that the page's process holds while a network of about 100 MB is chosen and makes its first map, above what it held. */
export async function large({ browser, url }: Stage): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'camscope-large-'));
  try {
    const file = join(folder, 'large.onnx');
    await writeFile(file, resNet({ blocks: [3, 4, 6, 3] }));
    const { page } = await freshPage(browser);
    await page.goto(url);
    await mapsMade(page);
    const before = await megabytesOfPages(browser);
    let most = 0;
    let ended = false;
    const watching = (async () => {
      while (!ended) {
        most = Math.max(most, await megabytesOfPages(browser));
        await new Promise((resolve) => setTimeout(resolve, EVERY));
      }
    })();
    await page.locator('.file input').nth(1).setInputFiles(file);
    await page.locator('.facts', { hasText: 'large' }).waitFor();
    const opened = most;
    await mapsMade(page);
    ended = true;
    await watching;
    const size = (await stat(file)).size / 1e6;
    const times = (megabytes: number) => `${((megabytes - before) / size).toFixed(2)} × the file`;
    console.log(
      `a network of ${size.toFixed(0)} MB`.padEnd(44),
      `opened: ${times(opened)}, first map: ${times(most)}, after it: ${times(await megabytesOfPages(browser))}`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
