// Runs the conformance checks on the WebGPU provider of onnxruntime-node, and prints the rows with, for each, the
// emitted nodes that did not run on it.
import { gradCam } from '@camscope/methods-grad-cam';
import { gradCamPlusPlus } from '@camscope/methods-grad-cam-plus-plus';
import { conformance, type ConformanceRow } from '@camscope/testkit';
import { ProfiledRuntime, type Placement } from './profiled-runtime.ts';

export interface PlacedRow extends ConformanceRow {
  /** Number of emitted nodes that ran on the GPU. */
  readonly onGpu: number;
  /** Emitted nodes that ran elsewhere: `Operator name`. */
  readonly elsewhere: readonly string[];
}

const runtime = new ProfiledRuntime('webgpu');
const rows: PlacedRow[] = [];
await conformance(runtime, {
  provider: 'webgpu',
  explainers: [gradCam, gradCamPlusPlus],
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
