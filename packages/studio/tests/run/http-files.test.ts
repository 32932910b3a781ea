import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { httpFiles, Replaced } from '../../src/run/data/http-files.ts';

/** Serves `content` under any name, in ranges of bytes, with its length as its tag; nothing where there is none. */
async function served(content: { now: string | undefined }): Promise<string> {
  const server = createServer(({ method, headers }, response) => {
    const { now } = content;
    if (now === undefined) return void response.writeHead(404).end();
    const tag = `"${now.length}"`;
    if (headers['if-match'] !== undefined && headers['if-match'] !== tag)
      return void response.writeHead(412).end();
    const [, start = '0', end = ''] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
    const part = now.slice(Number(start), end === '' ? undefined : Number(end) + 1);
    response.writeHead(headers.range ? 206 : 200, { ETag: tag, 'Content-Length': part.length });
    response.end(method === 'HEAD' ? undefined : part);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test.each([
  ['written anew', 'abc'],
  ['gone', undefined],
])('parts of a file are of one content: that it is %s meanwhile is told', async (_, later) => {
  const content: { now: string | undefined } = { now: '0123456789' };
  const base = await served(content);
  const files = httpFiles(base, ['a.parquet']);
  expect(await files.facts('/a.parquet')).toMatchObject({ size: 10 });
  expect(text(await files.readPart('/a.parquet', 2, 5))).toBe('234');
  content.now = later;
  await expect(files.readPart('/a.parquet', 0, 2)).rejects.toBeInstanceOf(Replaced);
  if (later !== undefined)
    expect(text(await httpFiles(base, ['a.parquet']).readPart('/a.parquet', 0, 2))).toBe('ab');
});

test('a file that never was is unreadable', async () => {
  const files = httpFiles(await served({ now: undefined }), ['a']);
  expect(await files.facts('/a')).toBeUndefined();
  const refused = expect(files.readPart('/a', 0, 2)).rejects;
  await refused.toMatchObject({ code: 'FILE_UNREADABLE', summary: 'Cannot read /a' });
});

test('a name that its server does not tell is not asked for; what lies deeper is', async () => {
  const files = httpFiles(await served({ now: '0' }), ['a']);
  expect(await Promise.all(['/a', '/b', '/maps/b'].map((path) => files.exists(path)))).toEqual([
    ...[true, false, true],
  ]);
  expect(await files.facts('/b')).toBeUndefined();
});
