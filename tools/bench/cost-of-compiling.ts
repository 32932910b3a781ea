// How long it takes to read, index and rewrite a network of a hundred megabytes, and how much memory.
// Usage: node tools/run.js tools/bench/cost-of-compiling.ts
import { selfExplainingModel } from '@camscope/engine';
import { gradCam } from '@camscope/methods-grad-cam';
import { Graph, readModel } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { openInMemory, resNet } from '@camscope/testkit';

const runtime = startNodeRuntime();
const model = resNet({ blocks: [3, 4, 6, 3] });
const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
const stage = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
  const [start, before] = [performance.now(), process.memoryUsage.rss()];
  const result = await work();
  const grown = process.memoryUsage.rss() - before;
  console.log(
    `${name.padEnd(36)} ${(performance.now() - start).toFixed(0).padStart(6)} ms   RSS ${megabytes(grown)}`,
  );
  return result;
};

console.log(`ResNet-50 of ${megabytes(model.length)}`);
await stage('read and index', () => new Graph(readModel(model)));
const network = await stage('open (two probe runs, on the CPU)', () => openInMemory(model, runtime));
const saved = await stage('compile, weights as views', () =>
  selfExplainingModel({ network, explainer: gradCam }),
);
const bytes = await stage('join into one buffer', () => Buffer.concat(saved.chunks));
console.log(
  `self-explaining: ${megabytes(bytes.length)}, ${((bytes.length - model.length) / 1024).toFixed(1)} kB more`,
);
await runtime.close();
