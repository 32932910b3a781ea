import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { startWebRuntime } from '@camscope/runtime-web';
import { relu } from './support.ts';

const runtime = startWebRuntime();
const server = createServer(({ url }, response) => {
  if (url === '/models/relu.onnx') response.end(relu.proto);
  else response.writeHead(404).end();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const folder = `http://127.0.0.1:${(server.address() as AddressInfo).port}/models/`;
afterAll(() => server.close());

test('gives its bytes, and the URLs of files beside it', async () => {
  const file = await runtime.load(`${folder}relu.onnx`);
  expect(file.bytes).toEqual(relu.proto);
  expect(file.source).toEqual({ bytes: file.bytes });
  expect(file.sibling('weights #1.bin')).toEqual({ path: `${folder}weights%20%231.bin` });
  expect(file.sibling('parts/1.bin')).toEqual({ path: `${folder}parts/1.bin` });
});

test.each([
  '../secret.bin',
  'a/../../secret.bin',
  '/secret.bin',
  'https://example.org/x.bin',
  '//example.org/x.bin',
])('a model cannot name %s', async (name) => {
  const file = await runtime.load(`${folder}relu.onnx`);
  let path = folder;
  try {
    path = (file.sibling(name) as { path: string }).path;
  } catch (error) {
    expect(error).toMatchObject({ code: 'FILE_UNREADABLE' });
  }
  expect(path.startsWith(folder)).toBe(true);
});

test('takes a URL of an object, which has no files beside it', async () => {
  const url = URL.createObjectURL(new Blob([relu.proto as Uint8Array<ArrayBuffer>]));
  const file = await runtime.load(url);
  expect(file.bytes).toEqual(relu.proto);
  expect(() => file.sibling('weights.bin')).toThrow(/This URL has no folder/);
});

test('says what was not found', async () => {
  await expect(runtime.load(`${folder}absent.onnx`)).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: expect.stringMatching(/asked: .*absent\.onnx\n {2}found: status 404/),
  });
  await expect(runtime.load('http://127.0.0.1:1/x.onnx')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  const external = new Map([['weights.bin', { path: `${folder}weights.bin` }]]);
  await expect(runtime.open({ ...relu, external }, { provider: 'wasm' })).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: expect.stringMatching(
      /The external data 'weights\.bin' cannot be read\n {2}asked: .*weights\.bin/,
    ),
  });
});
