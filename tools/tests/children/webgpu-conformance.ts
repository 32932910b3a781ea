// Runs the conformance checks on the WebGPU provider of onnxruntime-node, and prints the rows with, for each, the
// nodes that did not run on it.
import { conformance, ruleCases, type CheckSubject, type ConformanceRow } from '@camscope/conformance';
import { createContainer, REGISTRY } from '@camscope/core';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { isOfEachForm } from './forms.ts';
import { ProfiledRuntime, type Placement } from './profiled-runtime.ts';

export interface PlacedRow extends ConformanceRow {
  /** Number of emitted nodes that ran on the GPU. */
  readonly onGpu: number;
  /** Emitted nodes that ran elsewhere: `Operator name`. */
  readonly elsewhere: readonly string[];
  /** Operators of the network itself that ran elsewhere. */
  readonly own: readonly string[];
}

/** Others take ten seconds each, and are made of the same operators. */
const SMALL = ['pool + linear', 'vision transformer'];
const newestOpset = new Map(ruleCases.map(({ name, opsets }) => [name, opsets?.[1] ?? 25]));

const registry = createContainer(await loadWanted(portablePlugins, ['explainer'])).get(REGISTRY);
const runtime = new ProfiledRuntime('webgpu');
const rows: PlacedRow[] = [];
await conformance(runtime, {
  provider: 'webgpu',
  explainers: registry.explainer.all(),
  only: isQuick,
  progress: (_done, _total, row) => rows.push({ ...row, ...count(runtime.placements.splice(0)) }),
});
await runtime.close();
console.log(JSON.stringify(rows));

/**
 * A GPU in software takes a second for each check, and several on a whole network: every rule once, in the newest of
 * its operator sets, the networks, and a method of each form on the smallest of them.
 */
function isQuick({ kind, name, opset = 0 }: CheckSubject): boolean {
  if (kind === 'rule') return opset > 21 || newestOpset.get(name)! <= 21;
  if (kind === 'network') return SMALL.includes(name);
  return isOfEachForm(name);
}

function count(placements: readonly Placement[]): Pick<PlacedRow, 'onGpu' | 'elsewhere' | 'own'> {
  const emitted = placements.filter(isEmitted);
  const elsewhere = placements.filter(({ provider }) => provider !== 'WebGpuExecutionProvider');
  return {
    onGpu: emitted.filter((node) => !elsewhere.includes(node)).length,
    elsewhere: elsewhere.filter(isEmitted).map(({ op, name }) => `${op} ${name}`),
    own: elsewhere.filter((node) => !isEmitted(node)).map(({ op }) => op),
  };
}

function isEmitted({ name }: Placement): boolean {
  return name.startsWith('camscope');
}
