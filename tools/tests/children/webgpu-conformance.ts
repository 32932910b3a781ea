// Runs the conformance checks on the WebGPU provider of onnxruntime-node, and prints the rows with, for each, the
// emitted nodes that did not run on it.
import { gradCam } from '@camscope/methods-grad-cam';
import { conformance, ruleCases, type ConformanceRow } from '@camscope/testkit';
import { ProfiledRuntime, type Placement } from './profiled-runtime.ts';

export interface PlacedRow extends ConformanceRow {
  /** Number of emitted nodes that ran on the GPU. */
  readonly onGpu: number;
  /** Emitted nodes that ran elsewhere: `Operator name`. */
  readonly elsewhere: readonly string[];
}

/** The newest operator set of every case. Up to 21 a network is run as it is written; beyond, it is declared anew. */
const newest = new Map(ruleCases.map(({ name, opsets }) => [name, opsets?.[1] ?? 25]));

const runtime = new ProfiledRuntime('webgpu');
const rows: PlacedRow[] = [];
await conformance(runtime, {
  provider: 'webgpu',
  explainers: [gradCam],
  // A GPU in software takes half a second for each: every case once, in the newest of its operator sets.
  only: ({ kind, name, opset = 0 }) => kind !== 'rule' || opset > 21 || newest.get(name)! <= 21,
  progress: (_done, _total, row) => rows.push({ ...row, ...count(runtime.placements.splice(0)) }),
});
await runtime.close();
console.log(JSON.stringify(rows));

function count(placements: readonly Placement[]): Pick<PlacedRow, 'onGpu' | 'elsewhere'> {
  const emitted = placements.filter(({ name }) => name.startsWith('camscope'));
  const elsewhere = emitted.filter(({ provider }) => provider !== 'WebGpuExecutionProvider');
  return {
    onGpu: emitted.length - elsewhere.length,
    elsewhere: elsewhere.map(({ op, name }) => `${op} ${name}`),
  };
}
