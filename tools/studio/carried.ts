// How far the last bit of float32 is carried: node tools/run.js tools/studio/carried.ts [network] [method…]
// By default phantom-resnet50 and the methods of tolerances.ts.
// Prints, for each, how far finished maps are from those of Node's CPU on WASM, and on the CPU with weights moved by a unit in the last place.
import { sharpCodec } from '@camscope/images';
import { honestNetworks, phantomCheat } from '@camscope/networks-phantom';
import { startNodeRuntime } from '@camscope/runtime-node';
import { startWebRuntime } from '@camscope/runtime-web';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InNode } from './in-node.ts';
import { nudged } from './nudged.ts';
import { writePhantomRadiographs } from './phantom-radiographs.ts';
import { CARRIED } from './tolerances.ts';

const SEEDS = [1, 2, 3];

const known = [...honestNetworks, phantomCheat];
const words = process.argv.slice(2);
const isNetwork = (word: string) => known.some(({ name }) => name === word);
const chosen = words.find(isNetwork) ?? 'phantom-resnet50';
const asked = words.filter((word) => !isNetwork(word));
const model = await readFile(known.find(({ name }) => name === chosen)!.file);
const runtimes = { cpu: startNodeRuntime(), wasm: startWebRuntime({ threads: 1 }) };
const [cpu, wasm] = [new InNode(runtimes.cpu), new InNode(runtimes.wasm)];
const raster = await radiograph();
const subjects = [
  { name: 'cpu', on: cpu, network: await cpu.openNetwork(model, `${chosen}.onnx`) },
  { name: 'wasm', on: wasm, network: await wasm.openNetwork(model, `${chosen}.onnx`) },
];
for (const seed of SEEDS) {
  const network = await cpu.openNetwork(nudged(model, seed), `${chosen}.onnx`);
  subjects.push({ name: `moved ${seed}`, on: cpu, network });
}
for (const use of asked.length > 0 ? asked : Object.keys(CARRIED)) {
  let first: ArrayLike<number> | undefined;
  for (const { name, on, network } of subjects) {
    const { finished } = await on.explain({ method: { use }, image: '', network, target: 0 }, raster);
    const { data } = finished.map;
    first ??= data;
    if (first !== data) console.log(`${use}\t${name}\t${apart(first, data).toExponential(1)}`);
  }
}
cpu.close();
wasm.close();
await Promise.all([runtimes.cpu.close(), runtimes.wasm.close()]);

async function radiograph() {
  const folder = await mkdtemp(join(tmpdir(), 'camscope-carried-'));
  try {
    await writePhantomRadiographs(folder);
    const [{ file }] = JSON.parse(await readFile(join(folder, 'radiographs.json'), 'utf8')) as {
      file: string;
    }[];
    return await sharpCodec.decode(await readFile(join(folder, file)), file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}
