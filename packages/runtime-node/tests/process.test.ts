import { describe, expect, test } from 'vitest';
import { runChild } from './support.ts';

describe.concurrent('a process ends', () => {
  test('when its work is done, though nothing was released', async () => {
    expect(await runChild('exit.ts', ['forgotten'])).toEqual({
      code: 0,
      stdout: '1,8\nending\n',
      stderr: '',
    });
  });

  test('with its own exit code while models run, wait and open', async () => {
    expect(await runChild('exit.ts', ['exit'])).toEqual({ code: 7, stdout: 'ending\n', stderr: '' });
  });

  test.each(['0', '40', '80'])(
    'with its own exit code %s ms after a worker began to start',
    async (after) => {
      expect(await runChild('exit.ts', ['starting', after])).toEqual({
        code: 7,
        stdout: 'ending\n',
        stderr: '',
      });
    },
  );

  test('with the trace of an uncaught error during a run', async () => {
    const { code, stderr } = await runChild('exit.ts', ['uncaught']);
    expect(code).toBe(1);
    expect(stderr).toContain('a mistake elsewhere');
  });
});

test('memory stays bounded over 1,000 runs and 20 sessions; a closed runtime lets the process end', async () => {
  const { code, stdout } = await runChild('memory.ts', ['1000', '20']);
  expect(code).toBe(0);
  const { runs, sessions } = JSON.parse(stdout) as Record<string, { before: number; after: number }>;
  // One tensor leaked a run would be 400 MB, one worker a session 20 × 8 MB.
  expect(runs.after - runs.before).toBeLessThan(100);
  expect(sessions.after - sessions.before).toBeLessThan(60);
});
