import { afterAll, describe, expect, test } from 'vitest';
import { startWebRuntime } from '@camscope/runtime-web';
import { relu, row } from './support.ts';

const runtime = startWebRuntime();
afterAll(() => runtime.close());

describe('providers', () => {
  test('are those of the build', async () => {
    expect(await runtime.providers()).toEqual(['webgpu', 'wasm']);
    expect(runtime.baseline).toBe('wasm');
  });

  test('an unknown one is refused by name, with the known ones', async () => {
    await expect(runtime.open(relu, { provider: 'cpu' })).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: expect.stringMatching(
        /asked: providers: cpu\n {2}found: cpu: .*has webgpu, wasm\n {2}do: .*'wasm'/,
      ),
    });
  });

  test('WebGPU where there is none says why; with a fallback, the session tells', async () => {
    await expect(runtime.open(relu, { provider: 'webgpu' })).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: expect.stringMatching(/webgpu: .*not supported in current environment\n {2}do: WebGPU needs/),
    });
    const session = await runtime.open(relu, { provider: 'webgpu', fallback: ['wasm'] });
    expect(session.provider).toBe('wasm');
    expect(session.refused).toEqual([
      { provider: 'webgpu', reason: expect.stringContaining('not supported') },
    ]);
    expect((await session.run({ x: row(-1, 0, 1) })).y).toEqual(row(0, 0, 1));
  });
});

test.each([
  ['no model at all', Uint8Array.of(1, 2, 3)],
  ['a truncated model', relu.proto.subarray(0, relu.proto.length - 9)],
  ['an empty file', new Uint8Array(0)],
])('%s is the fault of the model, not the provider', async (_, proto) => {
  const opening = runtime.open({ proto, external: new Map() }, { provider: 'webgpu', fallback: ['wasm'] });
  await expect(opening).rejects.toMatchObject({
    code: 'RUNTIME_FAILED',
    message: expect.stringMatching(
      /The model cannot be opened\n {2}asked: providers: webgpu, wasm[^]*wasm: /,
    ),
  });
});

describe('threads and binaries belong to the page', () => {
  test('a session cannot ask for other threads', async () => {
    expect((await runtime.open(relu, { provider: 'wasm', threads: 1 })).provider).toBe('wasm');
    await expect(runtime.open(relu, { provider: 'wasm', threads: 2 })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('The runtime was started with 1'),
    });
  });

  test('threads need an isolated page, and to be a number', () => {
    expect(() => startWebRuntime({ threads: 2 })).toThrow(/cross-origin isolated/);
    expect(() => startWebRuntime({ threads: 1.5 })).toThrow(/whole number/);
  });

  test('a second runtime must have the same options', async () => {
    const other = startWebRuntime({ wasmPaths: '/elsewhere/' });
    await expect(other.open(relu, { provider: 'wasm' })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('/elsewhere/'),
    });
  });
});

test('a closed runtime opens nothing', async () => {
  const other = startWebRuntime();
  const session = await other.open(relu, { provider: 'wasm' });
  await Promise.all([other.close(), other.close()]);
  await expect(session.run({ x: row(1, 2, 3) })).rejects.toMatchObject({ code: 'RUNTIME_FAILED' });
  await expect(other.open(relu, { provider: 'wasm' })).rejects.toMatchObject({ code: 'RUNTIME_FAILED' });
});
