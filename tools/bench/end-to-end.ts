// Radiographs on disk to maps on disk, as a study: how much of the time the network worked, and what it waited for. What is aimed at is
// that nothing but reading radiographs holds it up.
// Usage: node --import tsx --conditions @camscope/source tools/bench/end-to-end.ts [--provider cuda --precision exact --images 400 --size 1024 --try]
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { DeviceTime } from '@camscope/experiment';
import { resNet } from '@camscope/testkit';
import { phantomStudy } from './phantom-study.ts';

const CLI = resolve(import.meta.dirname, '../../packages/cli/bin/camscope.cjs');
const { values } = parseArgs({
  options: {
    provider: { type: 'string', default: 'cuda' },
    precision: { type: 'string', default: 'exact' },
    images: { type: 'string', default: '400' },
    /** Pixels, each way. */
    size: { type: 'string', default: '1024' },
    /** Only whether it runs, in seconds without a GPU too: a small network and few images. */
    try: { type: 'boolean', default: false },
  },
});
const [images, size] = values.try ? [8, 128] : [values.images, values.size].map(Number);

const folder = await mkdtemp(join(tmpdir(), 'camscope-bench-'));
try {
  const model = values.try
    ? resNet({ blocks: [1, 1], width: 8, size: 64 })
    : resNet({ blocks: [3, 4, 6, 3] });
  await writeFile(join(folder, 'network.onnx'), model);
  const study = phantomStudy({
    ...{ model: 'network.onnx', images, size },
    ...{ methods: ['grad-cam', 'input-gradient'], metrics: ['energy-in-box'] },
    runtime: { provider: values.provider, precision: values.precision },
  });
  await writeFile(join(folder, 'study.yaml'), study);
  // It draws the radiographs.
  await camscope('plan', 'study.yaml');
  const { device } = JSON.parse(await camscope('run', 'study.yaml', '--json')) as { device: DeviceTime };
  tell(device);
} finally {
  await rm(folder, { recursive: true });
}

function tell({ seconds, busy, waited }: DeviceTime): void {
  const part = (name: string, time: number) => `${name} ${((100 * time) / seconds).toFixed(0)} %`;
  const waits = Object.entries(waited).map(([name, time]) => part(name, time));
  console.log(
    `\n${images} radiographs of ${size} × ${size} pixels to maps, ${values.provider}, ${values.precision}`,
  );
  console.log(
    `  ${seconds.toFixed(1)} s, ${(images / seconds).toFixed(0)} a second: ${part('network', busy)}`,
  );
  console.log(`  the network waited for: ${waits.join(', ')}`);
  if (values.try) return;
  const own = waited.keeping + waited.measuring;
  const verdict = own <= (seconds - waited.opening) / 10 ? 'met' : 'missed';
  console.log(
    `  goal: once sessions are open, a tenth of the time at most for anything but images: ${verdict}`,
  );
}

/** What a command prints. */
function camscope(...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, error] = [child.stdout, child.stderr].map((stream) => stream.setEncoding('utf8').toArray());
  return new Promise((done, fail) => {
    child.on('close', async (code) => {
      if (code === 0) done((await out).join(''));
      else fail(new Error(`camscope ${args.join(' ')}: exit code ${code}\n${(await error).join('')}`));
    });
  });
}
