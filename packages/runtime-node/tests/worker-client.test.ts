import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

// Internal, so imported as a file.
const source = new URL('../src/worker-client.ts', import.meta.url).href;
const { WorkerClient } = (await import(source)) as typeof import('../src/worker-client.ts');
const channel = new URL('../src/thread-channel.ts', import.meta.url).href;
const { threadChannel } = (await import(channel)) as typeof import('../src/thread-channel.ts');

test('a worker that dies takes down every call, with the cause, and can still be released', async () => {
  const worker = new WorkerClient(threadChannel(new URL('./children/crashing-worker.js', import.meta.url)));
  expect(await worker.send('providers', {})).toEqual(['cpu']);
  const calls = [worker.send('providers', {}), worker.send('reset', {})];
  const failure = {
    code: 'RUNTIME_FAILED',
    message: 'The worker of this session has ended\n  found: out of luck\n  do: Open the model again',
    cause: expect.objectContaining({ name: 'TypeError', message: 'out of luck' }),
  };
  for (const result of await Promise.allSettled(calls)) {
    expect(result.status === 'rejected' && result.reason).toMatchObject(failure);
  }
  await expect(worker.send('providers', {})).rejects.toMatchObject(failure);
  await worker.release();
});

test('a missing native runtime is told, with what to install', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'runtime-node-'));
  const sources = fileURLToPath(new URL('../src/', import.meta.url));
  cpSync(sources, folder, { recursive: true, filter: (path) => !path.endsWith('.ts') });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const worker = new WorkerClient(threadChannel(pathToFileURL(join(folder, 'session-worker.js'))));
  await expect(worker.send('providers', {})).rejects.toMatchObject({
    code: 'RUNTIME_FAILED',
    message: expect.stringMatching(
      /onnxruntime-node cannot be loaded on .*\n {2}found: Cannot find package.*\n {2}do: .*npm install onnxruntime-node/,
    ),
  });
  await worker.release();
  rmSync(folder, { recursive: true });
});
