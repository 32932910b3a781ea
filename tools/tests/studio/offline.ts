import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type OpenStudio } from '../../studio/open-studio.ts';
import type { Built } from './built.ts';

/** What the first map hangs on, in no certain order. */
const USED = [
  /asyncify\.wasm$/,
  /phantom\/radiographs\.json$/,
  /phantom-0001_0\.png$/,
  /phantom-resnet50.*\.onnx$/,
];

/** What is kept in the browser, for when the server cannot be reached. */
export function testOffline({ app: built, browser }: Built): void {
  let app: string;
  let studio: OpenStudio;
  let page: Page;
  beforeAll(async () => {
    app = await mkdtemp(join(tmpdir(), 'camscope-offline-'));
    await cp(built(), app, { recursive: true });
    studio = await openStudio(app, browser());
    page = studio.page;
    page.setDefaultTimeout(60_000);
  });
  afterAll(async () => {
    await studio?.close();
    await rm(app, { recursive: true });
  });

  test('makes a map once it was loaded, and has kept no more than was used', async () => {
    await firstMap();
    await eventually(missing).toEqual([]);
    expect((await kept()).filter((url) => url.endsWith('phantom-0004_0.png'))).toEqual([]);
    await setOffline(true);
    await expect(page.evaluate(() => fetch('phantom/phantom-0004_0.png'))).rejects.toThrow('Failed to fetch');
    await page.reload();
    await firstMap();
  });

  test('is the new one after an update, with its server and without', async () => {
    await setOffline(false);
    await edit('index.html', '<title>', '<meta name="edition" content="2" /><title>');
    await edit('service-worker.js', '"version":"', '"version":"2');
    await page.reload();
    expect(await page.locator('meta[name=edition]').count()).toBe(1);
    await firstMap();
    await eventually(caches).toEqual([expect.stringMatching(/ 2[0-9a-f]{16}$/)]);
    await eventually(missing).toEqual([]);
    await setOffline(true);
    await page.reload();
    await firstMap();
    expect(await page.locator('meta[name=edition]').count()).toBe(1);
    expect(studio.complaints.filter((text) => !text.includes('net::ERR_'))).toEqual([]);
  });

  const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 30_000 });
  const firstMap = () => page.locator('.pane').getByText(/ms/).waitFor();
  const setOffline = (offline: boolean) => page.context().setOffline(offline);
  const caches = () => page.evaluate(() => globalThis.caches.keys());
  const kept = () =>
    page.evaluate(async () => {
      const names = await globalThis.caches.keys();
      const all = await Promise.all(names.map(async (name) => (await globalThis.caches.open(name)).keys()));
      return all.flat().map(({ url }) => url);
    });
  const missing = async () => {
    const urls = await kept();
    return USED.filter((used) => !urls.some((url) => used.test(url))).map(String);
  };
  const edit = async (file: string, from: string, to: string) => {
    const text = await readFile(join(app, file), 'utf8');
    expect(text).toContain(from);
    await writeFile(join(app, file), text.replace(from, to));
  };
}
