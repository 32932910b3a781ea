import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, describe, expect, test } from 'vitest';
import { model, runChild } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

test('a session tells its precision', async () => {
  const session = await runtime.open(model('relu'), { provider: 'cpu', precision: 'tf32' });
  expect(session.precision).toBe('exact');
});

describe.skipIf(process.platform !== 'linux')(
  'TF32 is turned off where the libraries of CUDA are loaded',
  () => {
    const child = async (where: 'main' | 'thread', env: NodeJS.ProcessEnv = {}) => {
      const { code, stdout, stderr } = await runChild('environment.ts', [where], env);
      expect([code, stderr]).toEqual([0, '']);
      return JSON.parse(stdout) as Record<string, string | null>;
    };

    test('in this process, whose threads it reaches; a session that asks for it gets a process of its own', async () => {
      expect(await child('main')).toEqual({ before: null, here: '0', asking: 'unset', again: '0' });
    });

    test('whatever the user has set', async () => {
      const set = { NVIDIA_TF32_OVERRIDE: '1' };
      expect(await child('main', set)).toEqual({ before: '1', here: '0', asking: 'unset', again: '0' });
    });

    test('in a process of its own where a thread starts the runtime, whose environment is not the process’s', async () => {
      expect(await child('thread')).toEqual({ before: null, here: null, apart: '0' });
    });
  },
);
