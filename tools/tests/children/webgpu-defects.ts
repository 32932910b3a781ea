// How far the WebGPU provider of onnxruntime-node is off the CPU on rule cases that are named, as they stand, and prints it.
import { caseModel, relativeError, ruleCases, sampleOf } from '@camscope/conformance';
import type { FloatTensor } from '@camscope/core';
import { startNodeRuntime } from '@camscope/runtime-node';

const runtime = startNodeRuntime();
const off: Record<string, number> = {};
for (const name of process.argv.slice(2)) {
  const ruleCase = ruleCases.find((one) => one.name === name)!;
  const source = { proto: caseModel(ruleCase, 17), external: new Map() };
  const madeBy = async (provider: string) => {
    const session = await runtime.open(source, { provider, threads: 1 });
    return (await session.run({ x: sampleOf(ruleCase, 1) }))['y'] as FloatTensor;
  };
  off[name] = relativeError((await madeBy('webgpu')).data, (await madeBy('cpu')).data);
}
await runtime.close();
console.log(JSON.stringify(off));
