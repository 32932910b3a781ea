import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../src/serve/serve.ts';
import { staticFolder } from '../src/serve/static-folder.ts';
import { folderWith } from './support.ts';

const PAGE = '<!doctype html><title>page</title>';

/** A page at `''` and a run at `run`, of a folder each, behind a token. */
async function served(): Promise<string> {
  const outside = await folderWith({ 'secret.txt': 'secret' });
  const app = await folderWith({ 'index.html': PAGE, '.hidden': 'hidden' });
  const run = await folderWith({ 'a b%#.csv': '0123456789' });
  await mkdir(join(run, 'maps'));
  await writeFile(join(run, 'maps', '0.npz'), 'map');
  await symlink(join(outside, 'secret.txt'), join(run, 'link.txt'));
  await symlink(outside, join(run, 'linked'));
  const { url, close } = await serve({
    handlers: { '': await staticFolder(app), run: await staticFolder(run) },
    port: 0,
    token: 'token',
  });
  onTestFinished(close);
  return url;
}

const textOf = async (address: string, init?: RequestInit) => (await fetch(address, init)).text();

/** With a path and headers that `fetch` would not send. */
function statusOf(url: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    asked.on('error', reject).end();
  });
}

test('files are served, whole and in ranges of bytes, and a folder is its page', async () => {
  const url = await served();
  expect(await textOf(url)).toBe(PAGE);
  const table = `${url}run/${encodeURIComponent('a b%#.csv')}`;
  expect(await textOf(table)).toBe('0123456789');
  expect(await textOf(`${url}run/maps/0.npz`)).toBe('map');
  const part = await fetch(table, { headers: { Range: 'bytes=-3' } });
  expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
    206,
    '789',
    'bytes 7-9/10',
  ]);
});

test('a part of a file that has been written anew is refused to whoever knows the one before', async () => {
  const folder = await folderWith({ 'a.parquet': '0123456789' });
  const { url, close } = await serve({ handlers: { '': await staticFolder(folder) }, port: 0 });
  onTestFinished(close);
  const known = (await fetch(`${url}a.parquet`)).headers.get('etag')!;
  const part = () => fetch(`${url}a.parquet`, { headers: { Range: 'bytes=2-4', 'If-Match': known } });
  expect((await part()).status).toBe(206);
  await writeFile(join(folder, 'a.parquet'), 'abc');
  expect((await part()).status).toBe(412);
});

test('every answer holds the page to what it brought along, and is asked for anew', async () => {
  const { headers } = await fetch(await served());
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  expect(headers.get('cache-control')).toBe('no-cache');
});

test.each([
  ['a link out of the folder', 'run/link.txt'],
  ['a folder linked from it', 'run/linked/secret.txt'],
  ['a path that leaves it', 'run/../../secret.txt'],
  ['one that is spelt otherwise', 'run/%2e%2e%2f%2e%2e%2fetc/passwd'],
  ['a hidden file', '.hidden'],
  ['a folder', 'run/maps'],
  ['what there is not', 'run/none.csv'],
  ['a path that cannot be decoded', 'run/%E0%A4%A'],
])('nothing is served of %s', async (_, path) => {
  const url = await served();
  expect(await statusOf(url, `${new URL(url).pathname}${path}`)).toBeGreaterThanOrEqual(400);
});

test('whoever lacks the token is refused, and so is a page that reaches the machine by a name of its own', async () => {
  const url = await served();
  expect(await statusOf(url, '/')).toBe(404);
  expect(await statusOf(url, '/other/index.html')).toBe(404);
  expect(await statusOf(url, '/token/', { Host: 'evil.example' })).toBe(421);
  expect((await fetch(url, { method: 'POST' })).status).toBe(405);
});

test('nothing behind a token is kept by a service worker', async () => {
  const url = await served();
  expect(await statusOf(url, '/token/index.html')).toBe(200);
  expect(await statusOf(url, '/token/index.html', { 'Service-Worker': 'script' })).toBe(403);
});

test('an error on the way is told as the command line tells it', async () => {
  const { CamscopeError } = await import('@camscope/core');
  const fails = () => {
    throw new CamscopeError('IMAGE_INVALID', 'No image', { fix: 'Get it again' });
  };
  const { url, close } = await serve({ handlers: { '': fails }, port: 0 });
  onTestFinished(close);
  const answer = await fetch(url);
  expect(answer.status).toBe(500);
  expect(await answer.json()).toEqual({
    error: { code: 'IMAGE_INVALID', summary: 'No image', details: { fix: 'Get it again' } },
  });
});

test('a port that is taken is an error', async () => {
  const { url, close } = await serve({ handlers: { '': () => false }, port: 0 });
  onTestFinished(close);
  const again = serve({ handlers: { '': () => false }, port: Number(new URL(url).port) });
  await expect(again).rejects.toThrow(/Nothing can be served at port/);
});
