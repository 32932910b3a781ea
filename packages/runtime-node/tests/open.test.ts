import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { fixture, image, model } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());
const small = model('convolutions');

/** CUDA's libraries are not part of onnxruntime-node: here it is known, but cannot start. */
const cuda = (await runtime.providers()).includes('cuda');

describe('providers', () => {
  test('the providers of this build are listed', async () => {
    expect(await runtime.providers()).toContain('cpu');
  });

  test('an unknown one is refused by name, with the known ones', async () => {
    await expect(runtime.open(small, { provider: 'gpu' })).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: expect.stringMatching(/asked: providers: gpu\n {2}found: gpu: .*has cpu/),
    });
  });

  test.runIf(cuda)('one that cannot start says why and what to do', async () => {
    await expect(runtime.open(small, { provider: 'cuda' })).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: expect.stringMatching(
        /cuda: .*no libonnxruntime_providers_cuda\.so in .*\n {2}do: docs\/cuda\.md .*--cuda-libraries/,
      ),
    });
  });

  test('without a fallback nothing else is tried; with one, the session tells what was', async () => {
    const provider = cuda ? 'cuda' : 'rocm';
    await expect(runtime.open(small, { provider })).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    const session = await runtime.open(small, { provider, fallback: ['gpu', 'cpu'] });
    expect(session.provider).toBe('cpu');
    expect(session.refused.map((refusal) => refusal.provider)).toEqual([provider, 'gpu']);
    for (const { reason } of session.refused) expect(reason).not.toBe('');
    expect((await session.run({ x: image(8) })).y.dims).toEqual([1, 8]);
  });

  test('when all fail, each reason is told', async () => {
    await expect(runtime.open(small, { provider: 'gpu', fallback: ['npu'] })).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: expect.stringMatching(/gpu: .*\n.*npu: /),
    });
  });
});

describe('models that cannot be opened', () => {
  test.each([
    ['no model at all', Uint8Array.of(1, 2, 3)],
    ['a truncated model', small.proto.subarray(0, small.proto.length - 9)],
    ['an empty file', new Uint8Array(0)],
  ])('%s is the fault of the model, not the provider', async (_, proto) => {
    const opening = runtime.open({ proto, external: new Map() }, { provider: 'gpu', fallback: ['cpu'] });
    await expect(opening).rejects.toMatchObject({
      code: 'RUNTIME_FAILED',
      message: expect.stringMatching(/The model cannot be opened\n {2}asked: providers: gpu, cpu[^]*cpu: /),
    });
  });

  test('weights that were not given', async () => {
    await expect(runtime.open(model('matmul'), { provider: 'cpu' })).rejects.toMatchObject({
      code: 'RUNTIME_FAILED',
      message: expect.stringContaining('weights.bin'),
    });
  });

  test('threads that make no sense', async () => {
    for (const threads of [0, -1, 1.5, NaN, 100_000]) {
      await expect(runtime.open(small, { provider: 'cpu', threads })).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
      });
    }
  });
});

describe('files of weights', () => {
  const folder = mkdtempSync(join(tmpdir(), 'runtime-node-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const open = (path: string) =>
    runtime.open(model('matmul', { 'weights.bin': { path } }), { provider: 'cpu' });

  test('a missing file is named, with the location that refers to it', async () => {
    const path = fixture('absent.bin');
    await expect(open(path)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringMatching(/absent\.bin, which holds .*'weights\.bin'\n {2}found: ENOENT/),
      cause: { message: expect.stringContaining('ENOENT') },
    });
    await expect(open(folder)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('a file beyond 2 GiB is refused before it is read', async () => {
    const path = join(folder, 'huge.bin');
    writeFileSync(path, '');
    truncateSync(path, 2 ** 31); // A hole: it occupies no disk.
    await expect(open(path)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining('2147483648 bytes'),
    });
  });

  test.each(['short.bin', 'weights.bin'])(
    'a file too short for its tensors, read or mapped: %s',
    async (name) => {
      const path = join(folder, name);
      writeFileSync(path, Buffer.alloc(4100));
      await expect(open(path)).rejects.toMatchObject({ code: 'RUNTIME_FAILED' });
    },
  );

  test('a folder in the place of a file that would be mapped', async () => {
    const path = join(folder, 'below/weights.bin');
    mkdirSync(path, { recursive: true });
    await expect(open(path)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});

describe('loading a model file', () => {
  test('gives its bytes, its absolute path and its siblings', async () => {
    const file = await runtime.load(relative(process.cwd(), fixture('matmul.onnx')));
    expect(file.bytes).toEqual(new Uint8Array(readFileSync(fixture('matmul.onnx'))));
    expect(file.source).toEqual({ path: fixture('matmul.onnx') });
    expect(file.sibling('weights.bin')).toEqual({ path: fixture('weights.bin') });
    const external = new Map([['weights.bin', file.sibling('weights.bin')]]);
    const session = await runtime.open({ proto: file.bytes, external }, { provider: runtime.baseline });
    expect(session.outputs).toEqual(['y']);
  });

  test.each(['weights.bin', './ights.bin', 'a/./hts.bin'])('opens with weights in %s', async (location) => {
    const folder = folderOf({
      'matmul.onnx': renamed(location),
      [location]: readFileSync(fixture('weights.bin')),
    });
    const file = await runtime.load(join(folder, 'matmul.onnx'));
    const external = new Map([[location, file.sibling(location)]]);
    const session = await runtime.open({ proto: file.bytes, external }, { provider: runtime.baseline });
    expect(session.outputs).toEqual(['y']);
  });

  test('follows links of weights, but not out of the folder of the model', async () => {
    const outside = folderOf({ 'weights.bin': '', 'matmul.onnx': renamed('weights.bin') });
    const folder = folderOf({ 'real.bin': '', 'matmul.onnx': renamed('weights.bin') });
    symlinkSync(join(folder, 'real.bin'), join(folder, 'weights.bin'));
    const real = (name: string) => ({ path: join(realpathSync(folder), name) });
    expect((await runtime.load(join(folder, 'matmul.onnx'))).sibling('weights.bin')).toEqual(
      real('real.bin'),
    );
    symlinkSync(outside, join(folder, 'link'));
    const { sibling } = await runtime.load(join(folder, 'matmul.onnx'));
    expect(() => sibling('link/weights.bin')).toThrow(
      /'link\/weights.bin' is not beside the model[^]*found: A link to .*weights.bin\n {2}do: Copy/,
    );
    // A model that is a link itself has its weights beside the link, or beside what it leads to.
    const store = folderOf({ blob1: renamed('weights.bin'), blob2: '' });
    const linked = folderOf({ 'own.bin': '' });
    symlinkSync(join(store, 'blob1'), join(linked, 'matmul.onnx'));
    symlinkSync(join(store, 'blob2'), join(linked, 'weights.bin'));
    const file = await runtime.load(join(linked, 'matmul.onnx'));
    expect(file.sibling('weights.bin')).toEqual({ path: join(realpathSync(store), 'blob2') });
    expect(file.sibling('own.bin')).toEqual({ path: join(realpathSync(linked), 'own.bin') });
  });

  test('says which file is missing', async () => {
    await expect(runtime.load('no/such.onnx')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringMatching(/asked: no\/such\.onnx\n {2}found: ENOENT/),
    });
  });
});

/** A temporary folder with files in it; gone after the test. */
function folderOf(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'runtime-node-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** The model `matmul` with its weights in another place, whose name is as long. */
function renamed(location: string): Uint8Array {
  const text = readFileSync(fixture('matmul.onnx')).toString('latin1');
  return Buffer.from(text.replaceAll('weights.bin', location), 'latin1');
}

test('a closed runtime opens nothing', async () => {
  const other = startNodeRuntime();
  await other.close();
  await other.close();
  await expect(other.open(small, { provider: 'cpu' })).rejects.toMatchObject({ code: 'RUNTIME_FAILED' });
  await expect(other.providers()).rejects.toMatchObject({ code: 'RUNTIME_FAILED' });
});
