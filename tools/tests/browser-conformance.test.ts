import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { poolLinear, ruleCases, type ConformanceReport } from '@camscope/conformance';
import { portablePlugins } from '@camscope/plugins';
import { CHROMIUM, openPage, type OpenPage } from '../browser/open-page.ts';
import { FORMS } from './children/forms.ts';

const installed = existsSync(CHROMIUM);
if (process.env['CI'] && !installed)
  throw new Error(`No Chromium at ${CHROMIUM}: these tests must not be skipped`);

const require = createRequire(import.meta.url);
/** What onnxruntime-web starts threads from. */
const BINARY = 'ort-wasm-simd-threaded.asyncify';

/** Plugins that contribute a method each. */
const METHODS = portablePlugins.filter(({ kinds }) => kinds.includes('explainer')).length;

/** Defects of onnxruntime-web 1.30, by provider: cases that it cannot open, cannot run, or runs wrongly. */
const DEFECTS = {
  wasm: ['Dropout'],
  webgpu: ['Softmax of all trailing axes', 'Slice backwards'],
};

/** Enough of the rules for a GPU in software to be done in a minute or two: what common networks are made of. */
const COMMON = [
  'Add',
  'AveragePool',
  'BatchNormalization',
  'Concat',
  'Conv',
  'Gemm',
  'GlobalAveragePool',
  'HardSwish',
  'LayerNormalization',
  'MaxPool',
  'Mul',
  'Relu',
  'Sigmoid',
  'Slice',
  'Softmax',
];
/** Of each operator its first cases, and those that fail; all of them run on WebGPU outside of the browser. */
const SOME = COMMON.flatMap((op) => {
  const names = ruleCases.filter((one) => one.op === op).map(({ name }) => name);
  return names.filter((name, i) => i < 2 || DEFECTS.webgpu.includes(name));
});

describe.skipIf(!installed)(`onnxruntime-web in ${CHROMIUM}`, () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await openPage();
    writeFileSync(join(open.folder, 'network.onnx'), poolLinear());
    mkdirSync(join(open.folder, 'ort'));
    for (const file of [`${BINARY}.mjs`, `${BINARY}.wasm`]) {
      copyFileSync(require.resolve(`onnxruntime-web/${file}`), join(open.folder, 'ort', file));
    }
  });
  afterAll(() => open?.close());

  test('WASM: every rule and network, and every explainer', { timeout: 300_000 }, async () => {
    const report = await open.page.evaluate(() =>
      camscope.conformance(camscope.startWebRuntime(), {
        provider: 'wasm',
        explainers: camscope.explainers,
        only: ({ kind, name, opset = 0 }) =>
          kind === 'explainer' ? /pool [+] linear$|vision transformer$/.test(name) : opset <= 21,
      }),
    );
    expect(report.rows.length).toBeGreaterThan(200);
    expect(explained(report)).toBe(METHODS);
    expect(failures(report)).toEqual(DEFECTS.wasm);
  });

  test('WebGPU: the rules of common networks, and a method of each form', { timeout: 600_000 }, async () => {
    const report = await open.page.evaluate(
      ([some, forms]) =>
        camscope.conformance(camscope.startWebRuntime(), {
          provider: 'webgpu',
          explainers: camscope.explainers,
          only: ({ kind, name, opset = 0 }) =>
            kind === 'rule'
              ? some.includes(name) && opset <= 21
              : name === 'pool + linear' || forms.some((id) => name === `${id} on pool + linear`),
        }),
      [SOME, FORMS] as const,
    );
    expect(new Set(report.rows.flatMap(({ operator }) => operator ?? []))).toEqual(new Set(COMMON));
    expect(explained(report)).toBe(FORMS.length);
    expect(failures(report)).toEqual(DEFECTS.webgpu);
  });

  test('WebGPU: overlapping runs of two sessions each give their own result', async () => {
    const results = await open.page.evaluate(async () => {
      const proto = camscope.createModel({
        nodes: [{ op: 'Neg', inputs: ['x'], outputs: ['y'] }],
        inputs: [{ name: 'x', type: 'float32', dims: [1] }],
        outputs: [{ name: 'y' }],
      });
      const runtime = camscope.startWebRuntime();
      const source = { proto, external: new Map() };
      const sessions = await Promise.all([1, 2].map(() => runtime.open(source, { provider: 'webgpu' })));
      const runs = Array.from({ length: 20 }, (_, i) =>
        sessions[i % 2].run({ x: camscope.floatTensor(Float32Array.of(i + 1), [1]) }),
      );
      const values = (await Promise.all(runs)).map(({ y }) => Number(y.data[0]));
      await runtime.close();
      return values;
    });
    expect(results).toEqual(Array.from({ length: 20 }, (_, i) => -i - 1));
  });

  test('WebGPU: what was compiled for a session that is gone serves the next one', async () => {
    const compiled = await open.page.evaluate(async () => {
      const { GPUDevice } = globalThis as unknown as {
        GPUDevice: { readonly prototype: { createShaderModule(...given: unknown[]): unknown } };
      };
      const { createShaderModule } = GPUDevice.prototype;
      let count = 0;
      GPUDevice.prototype.createShaderModule = function (...given) {
        count++;
        return createShaderModule.apply(this, given);
      };
      const proto = camscope.createModel({
        nodes: [{ op: 'Erf', inputs: ['x'], outputs: ['y'] }],
        inputs: [{ name: 'x', type: 'float32', dims: [1] }],
        outputs: [{ name: 'y' }],
      });
      const runtime = camscope.startWebRuntime();
      const counts: number[] = [];
      for (let i = 0; i < 2; i++) {
        const session = await runtime.open({ proto, external: new Map() }, { provider: 'webgpu' });
        await session.run({ x: camscope.floatTensor(Float32Array.of(1), [1]) });
        await session.release();
        counts.push(count);
      }
      await runtime.close();
      GPUDevice.prototype.createShaderModule = createShaderModule;
      return counts;
    });
    expect(compiled[0]).toBeGreaterThan(0);
    expect(compiled[1]).toBe(compiled[0]);
  });

  test('half floats go in and come out as bits', async () => {
    const bits = await open.page.evaluate(async () => {
      const proto = camscope.createModel({
        nodes: [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }],
        inputs: [{ name: 'x', type: 'float16', dims: [3] }],
        outputs: [{ name: 'y' }],
      });
      const session = await camscope
        .startWebRuntime()
        .open({ proto, external: new Map() }, { provider: 'wasm' });
      const x = { type: 'float16' as const, dims: [3], data: Uint16Array.of(0x3c00, 0xc000, 0x7bff) };
      const { y } = await session.run({ x });
      return {
        hasFloat16Array: 'Float16Array' in globalThis,
        storage: y.data.constructor.name,
        bits: [...y.data],
      };
    });
    expect(bits).toEqual({ hasFloat16Array: true, storage: 'Uint16Array', bits: [0x3c00, 0xc000, 0x7bff] });
  });

  test('a model comes from a relative URL or from a file of the user, and runs in two threads', async () => {
    const { page } = open;
    await page.reload();
    await page.waitForFunction(() => 'camscope' in globalThis);
    const { logits, sibling } = await page.evaluate(async () => {
      const runtime = camscope.startWebRuntime({ threads: 2, wasmPaths: '/ort/' });
      const served = await runtime.load('network.onnx');
      const file = new File([served.bytes as Uint8Array<ArrayBuffer>], 'network.onnx');
      const own = await runtime.load(URL.createObjectURL(file));
      const image = camscope.noise(1, [1, 1, 16, 16]);
      const results: number[][] = [];
      for (const { bytes } of [served, own]) {
        const session = await runtime.open(
          { proto: bytes, external: new Map() },
          { provider: 'wasm', threads: 2 },
        );
        results.push(Array.from((await session.run({ image })).logits.data, Number));
      }
      return { logits: results, sibling: served.sibling('weights.bin') };
    });
    expect(page.workers().map((worker) => new URL(worker.url()).pathname)).toEqual([`/ort/${BINARY}.mjs`]);
    expect(sibling).toEqual({ path: new URL('weights.bin', page.url()).href });
    expect(logits[0].length).toBe(3);
    expect(logits[1]).toEqual(logits[0]);
  });
});

/** How many maps of methods on networks were compared. */
function explained({ rows }: ConformanceReport): number {
  return rows.filter(({ kind }) => kind === 'explainer').length;
}

/** Names of what did not pass. */
function failures({ rows }: ConformanceReport): string[] {
  return rows.filter((row) => !row.passed).map(({ name }) => name);
}
