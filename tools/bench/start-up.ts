// How long the command takes as a whole process, from the sources and, after `npm run build`, built.
// Usage: node tools/run.js tools/bench/start-up.ts [--rounds 7]
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  generatePhantom,
  labels,
  phantomSeed,
  rasterOf,
  specOf,
  type Label,
} from '@camscope/datasets-phantom';
import { sharpCodec } from '@camscope/images';
import { phantomResNet50 } from '@camscope/networks-phantom';

interface Cost {
  readonly milliseconds: number;
  /** Of all threads, in user and kernel. */
  readonly cpuMilliseconds: number;
}

/** A module that writes the microseconds of a process that ends to its fourth pipe. */
const TELLS_CPU = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  import { isMainThread } from 'node:worker_threads';
  if (isMainThread) process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    writeSync(3, String(user + system));
  });`)}`;

const prevalence = Object.fromEntries(labels.map((label) => [label, 0.5])) as Record<Label, number>;
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } });
const cli = new URL('../../packages/cli/', import.meta.url);
const ways = { 'from the sources': new URL('bin/camscope.cjs', cli), built: new URL('dist/main.js', cli) };
const folder = await mkdtemp(join(tmpdir(), 'camscope-start-up-'));
try {
  const phantom = generatePhantom(specOf(phantomSeed(1, 0), { prevalence }), { size: 1024 });
  const image = join(folder, 'phantom.png');
  await writeFile(image, await sharpCodec.encodePng(rasterOf(phantom, 8)));
  const network = fileURLToPath(phantomResNet50.file);
  const commands = {
    '--help': ['--help'],
    '--version': ['--version'],
    list: ['list'],
    'explain, one image': ['explain', image, '--model', network, '--method', 'grad-cam', '--out', folder],
  };
  for (const [way, script] of Object.entries(ways)) {
    console.log(`\n${way}`);
    if (!existsSync(script)) console.log('  nothing there: npm run build');
    else for (const [name, argv] of Object.entries(commands)) print(name, await median(script, argv));
  }
} finally {
  await rm(folder, { recursive: true });
}

function print(name: string, { milliseconds, cpuMilliseconds }: Cost): void {
  const number = (value: number) => value.toFixed(0).padStart(6);
  console.log(`  ${name.padEnd(20)} ${number(milliseconds)} ms   CPU ${number(cpuMilliseconds)} ms`);
}

/** After a start that is not counted: it compiles, and fills the system's cache of files. */
async function median(script: URL, argv: readonly string[]): Promise<Cost> {
  await start(script, argv);
  const costs: Cost[] = [];
  for (let round = 0; round < Number(values.rounds); round++) costs.push(await start(script, argv));
  const middle = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
  return {
    milliseconds: middle(costs.map((cost) => cost.milliseconds)),
    cpuMilliseconds: middle(costs.map((cost) => cost.cpuMilliseconds)),
  };
}

/** @throws Error for a command that fails. */
async function start(script: URL, argv: readonly string[]): Promise<Cost> {
  const begin = performance.now();
  const child = spawn(process.execPath, ['--import', TELLS_CPU, fileURLToPath(script), ...argv], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  let told = '';
  child.stdio[3]!.on('data', (data) => (told += data));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}`);
  return { milliseconds: performance.now() - begin, cpuMilliseconds: Number(told) / 1000 };
}
