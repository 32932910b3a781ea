import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { statusOf } from '@camscope/experiment';
import { openStore } from '@camscope/experiment-node';
import { nodeFiles } from '@camscope/files-node';
import { describe, expect, it } from 'vitest';
import { runIn, runOf } from './running.ts';
import { STUDY, studyFolder } from './support.ts';

/** Runs a study of several findings in threads that do as `script` says. */
async function runWith(script: string, workers = 2) {
  const study = `${STUDY}runtime: { workers: ${workers} }\n`;
  const folder = await studyFolder({ study, 'worker.mjs': script });
  const worker = { script: pathToFileURL(join(folder, 'worker.mjs')), data: { greeting: 'good day' } };
  return { folder, ended: runIn(folder, { worker }).then(() => 'It did not fail', String) };
}

const ON_TASK =
  "import { parentPort, workerData } from 'node:worker_threads';\nparentPort.on('message', ({ task }) => ";

describe('a measuring thread', () => {
  it.each([
    ['that cannot start', "throw new Error('no paper');", /ended before its work\n.*no paper/],
    ['that ends before it is asked', '', /ended before its work\n.*it stopped with code 0/],
    [
      'that ends when asked',
      `${ON_TASK}process.exit(3));`,
      /ended before its work\n.*it stopped with code 3/,
    ],
    [
      'that fails when asked',
      `${ON_TASK}{ throw new Error('no ink'); });`,
      /ended before its work\n.*no ink/,
    ],
    [
      'that answers a failure',
      `${ON_TASK}parentPort.postMessage({ failure: { code: 'INTERNAL', message: 'no light: ' + workerData.greeting } }));`,
      /no light: good day/,
    ],
  ])('%s ends the run with an error', async (_, script, found) => {
    const { ended, folder } = await runWith(script);
    expect(await ended).toMatch(found);
    // Nothing passes for results; what was done before is kept.
    const out = join(folder, 'results');
    const { account, scores, images, maps } = await runOf(out);
    expect([account, scores, images, maps]).toEqual([undefined, undefined, [], []]);
    const [{ stages }] = await statusOf(out, nodeFiles, openStore);
    expect(stages.map(({ stage, done, units }) => `${stage} ${done}/${units}`)).toEqual([
      'explain 1/1',
      'measure 0/2',
    ]);
  });

  it('is sent no more of a map than there is of it', async () => {
    // All four maps lie in one buffer of the batch: 16 places of 4 bytes each.
    const sizes = 'String(task.candidates.map(({ claim }) => claim.raw.data.buffer.byteLength))';
    const { ended } = await runWith(
      `${ON_TASK}parentPort.postMessage({ failure: { code: 'INTERNAL', message: 'bytes: ' + ${sizes} } }));`,
    );
    expect(await ended).toMatch(/bytes: 64$/m);
  });

  it('is not started where the study asks for none', async () => {
    const study = `${STUDY}runtime: { workers: 0 }\n`;
    const folder = await studyFolder({ study });
    const started = join(folder, 'started');
    const script = join(folder, 'worker.mjs');
    await writeFile(
      script,
      `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(started)}, '');`,
    );
    const { result } = await runIn(folder, { worker: { script: pathToFileURL(script), data: {} } });
    expect(result).toMatchObject({ maps: 4, rows: 4 });
    await expect(access(started)).rejects.toThrow('ENOENT');
  });
});
