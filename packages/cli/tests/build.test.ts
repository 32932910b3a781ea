import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { setEnvironmentData } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { buildOf } from '../src/plugins/version.ts';

const SOURCES = new URL('../bin/sources.js', import.meta.url).href;

/** Where the command runs the sources of this checkout from. */
async function compiled(): Promise<string> {
  const script = `import { getEnvironmentData } from 'node:worker_threads';
    const { runFrom } = await import('${SOURCES}');
    await runFrom('main');
    console.log(getEnvironmentData('@camscope/cli/compiled'));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return stdout.trim();
}

it('in a checkout the state of the sources is told, on which results hang', { timeout: 60_000 }, async () => {
  expect(buildOf()).toBeUndefined();
  setEnvironmentData('@camscope/cli/compiled', await compiled());
  onTestFinished(() => setEnvironmentData('@camscope/cli/compiled', undefined));
  expect(buildOf()).toMatch(/^[0-9a-f]{64}$/);
});
