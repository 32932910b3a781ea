import {
  CamscopeError,
  defineExplainer,
  runtimeWith,
  sessionWith,
  type Runtime,
  type Session,
  type Tensor,
} from '@camscope/core';
import { ruleSets } from '@camscope/onnx';
import { channelSum, gradient, mul, spatialMean, sub } from '@camscope/onnx/expressions';
import { startNodeRuntime } from '@camscope/runtime-node';
import {
  conformance,
  knownDefects,
  ruleCases,
  TOLERANCES,
  type CheckSubject,
  type ConformanceRow,
} from '@camscope/conformance';
import { afterAll, describe, expect, test } from 'vitest';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const weighted = defineExplainer({
  id: 'weighted-maps',
  title: 'Weighted maps',
  map: ({ activations, score }) => channelSum(mul(spatialMean(gradient(score, activations)), activations)),
});
const blank = defineExplainer({
  id: 'blank',
  title: 'Nothing',
  map: ({ activations }) => channelSum(sub(activations, activations)),
});

const few = ({ kind, name, opset = 0 }: CheckSubject) =>
  kind === 'rule' ? ['Relu', 'Softmax'].includes(name) && opset <= 21 : name.endsWith('pool + linear');

test('the CPU conforms to itself, in every rule, network and explainer', async () => {
  const heard: ConformanceRow[] = [];
  const report = await conformance(runtime, {
    provider: 'cpu',
    explainers: [weighted],
    progress: (done, total, row) => {
      expect([done, total]).toEqual([heard.push(row), total]);
    },
  });
  expect(report.rows.filter((row) => !row.passed)).toEqual([]);
  const version = await runtime.version();
  expect(report).toEqual({ provider: 'cpu', baseline: 'cpu', version, passed: true, rows: heard });
  const rules = report.rows.filter(({ kind }) => kind === 'rule');
  const operators = new Set(rules.map(({ operator }) => operator));
  for (const operator of ['Conv', 'MaxPool', 'Gemm', 'Relu']) expect(operators).toContain(operator);
  expect(operators.size).toBeGreaterThan(ruleSets.standard.operators.length * 0.8);
  expect(rules.some(({ opset = 0 }) => opset > 21)).toBe(true);
  expect(report.rows.filter(({ kind }) => kind !== 'rule').map(({ name }) => name)).toEqual([
    'pool + linear',
    'ResNet',
    'vision transformer',
    'DenseNet',
    'weighted-maps on pool + linear',
    'weighted-maps on ResNet',
    'weighted-maps on DenseNet',
  ]);
});

describe('a provider that is wrong is found out', () => {
  const check = (wrong: Runtime) =>
    conformance(wrong, { provider: 'wrong', only: few, explainers: [weighted] });

  test('by a little', async () => {
    const { passed, rows } = await check(whose((data) => data.map((value) => value * 1.003)));
    expect(passed).toBe(false);
    expect(rows.map((row) => [row.name, row.passed])).toEqual([
      ['Relu', false],
      ['Softmax', false],
      ['pool + linear', false],
      ['weighted-maps on pool + linear', false],
    ]);
    for (const { toBaseline, reason } of rows) {
      expect(toBaseline).toBeCloseTo(0.003, 5);
      expect(reason).toContain(`off the baseline by 3.0e-3, more than ${TOLERANCES.toBaseline}`);
    }
    expect(rows[0].reason).toContain('off central differences');
  });

  test('by numbers that are none', async () => {
    const { rows } = await check(whose((data) => data.map(() => NaN)));
    // What has a logit that is no number explains nothing.
    expect(rows.map(({ kind, passed, toBaseline, reason }) => [kind, passed, toBaseline ?? reason]))
      .toMatchInlineSnapshot(`
      [
        [
          "rule",
          false,
          Infinity,
        ],
        [
          "rule",
          false,
          Infinity,
        ],
        [
          "network",
          false,
          "The scores of the network are not finite
        found: Of 3 values 3 NaN
        do: Check its weights, and the values of the image",
        ],
        [
          "explainer",
          false,
          "The scores of the network are not finite
        found: Of 6 values 6 NaN
        do: Check its weights, and the values of the image",
        ],
      ]
    `);
  });

  test('by an error in one check, which does not stop the others', async () => {
    let runs = 0;
    const failing = whose((data) => {
      if (runs++ === 0) throw new CamscopeError('RUNTIME_FAILED', 'out of luck');
      return data;
    });
    const { passed, rows } = await check(failing);
    expect(passed).toBe(false);
    expect(rows.map((row) => row.passed)).toEqual([false, true, true, true]);
    expect(rows[0]).toEqual({
      kind: 'rule',
      name: 'Relu',
      operator: 'Relu',
      opset: 17,
      passed: false,
      reason: 'out of luck',
    });
  });
});

test('a blank map proves nothing', async () => {
  const only = ({ name }: CheckSubject) => name === 'blank on pool + linear';
  const { rows } = await conformance(runtime, { provider: 'cpu', explainers: [blank], only });
  expect(rows).toEqual([
    expect.objectContaining({ passed: false, reason: expect.stringContaining('blank on the baseline') }),
  ]);
});

describe('what is known to be wrong in ONNX Runtime', () => {
  const [{ provider, name, opsets, versions }] = knownDefects.filter((defect) => defect.opsets.length > 1);
  const spoilt = whose((data) => data.map((value) => 1.01 * value), provider);
  const check = (on: Runtime, more: readonly string[] = []) =>
    conformance(on, { provider, only: (what) => [name, ...more].includes(what.name) && what.opset! <= 25 });

  test('fails no report, and is told', async () => {
    const { passed, version, rows } = await check(spoilt);
    expect(versions).toContain(version.split('.').slice(0, 2).join('.'));
    expect(rows.map(({ opset }) => opset)).toEqual(opsets);
    for (const row of rows)
      expect(row).toMatchObject({ passed: false, known: expect.stringContaining('Slice') });
    expect(passed).toBe(true);
  });

  test('hides nothing new', async () => {
    const { passed, rows } = await check(spoilt, ['Relu']);
    expect(passed).toBe(false);
    expect(rows.find((row) => row.name === 'Relu')?.known).toBeUndefined();
  });

  test('is told to be gone when it is', async () => {
    const { passed, rows } = await check(whose((data) => data, provider));
    expect(passed).toBe(true);
    for (const row of rows) expect(row).toMatchObject({ passed: true, known: expect.any(String) });
  });

  test('is known of the versions in which it was seen, and of no other provider', async () => {
    const later: Runtime = { ...spoilt, version: async () => '99.0.0' };
    expect((await check(later)).passed).toBe(false);
    const other = whose((data) => data.map((value) => 1.01 * value));
    expect((await conformance(other, { provider: 'wrong', only: (what) => what.name === name })).passed).toBe(
      false,
    );
  });

  test('is of checks that there are', () => {
    for (const defect of knownDefects)
      expect(ruleCases.map((ruleCase) => ruleCase.name)).toContain(defect.name);
  });
});

test('TF32 may be further off, and only where it is asked for', async () => {
  const near = whose((data) => data.map((value) => 1.02 * value));
  const ask = (precision: 'exact' | 'tf32') => conformance(near, { provider: 'wrong', precision, only: few });
  expect([(await ask('exact')).passed, (await ask('tf32')).passed]).toEqual([false, true]);
});

test('a provider that cannot start ends the run, and so does a signal', async () => {
  await expect(conformance(runtime, { provider: 'gpu' })).rejects.toMatchObject({
    code: 'PROVIDER_UNAVAILABLE',
  });
  const controller = new AbortController();
  const rows: ConformanceRow[] = [];
  const run = conformance(runtime, {
    provider: 'cpu',
    signal: controller.signal,
    progress: (_done, _total, row) => {
      rows.push(row);
      controller.abort('enough');
    },
  });
  await expect(run).rejects.toMatchObject({ code: 'INTERRUPTED', cause: 'enough' });
  expect(rows.length).toBe(1);
});

test('a run of no checks is refused', async () => {
  const run = conformance(runtime, { provider: 'cpu', only: () => false });
  await expect(run).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

/** A runtime with a provider that is wrong: the CPU, with every output spoilt. */
function whose(spoil: (data: Float32Array) => Float32Array, provider = 'wrong'): Runtime {
  return runtimeWith(runtime, {
    providers: async () => ['cpu', provider],
    close: async () => {},
    async open(source, options) {
      const session = await runtime.open(source, { ...options, provider: 'cpu' });
      if (options.provider !== provider) return session;
      const run: Session['run'] = async (feeds, choice) => {
        const outputs = Object.entries(await session.run(feeds, choice));
        const spoilt = outputs.map(([name, tensor]): [string, Tensor] => [
          name,
          { ...tensor, data: spoil(tensor.data as Float32Array) } as Tensor,
        ]);
        return Object.fromEntries(spoilt);
      };
      return sessionWith(session, { provider, run });
    },
  });
}
