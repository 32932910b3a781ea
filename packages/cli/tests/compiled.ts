import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { setEnvironmentData } from 'node:worker_threads';

const COMPILED = '@camscope/cli/compiled';
const SOURCES = new URL('../bin/sources.js', import.meta.url).href;

/**
 * From now on what runs in this process is of the same build as the command in one of its own: it finds its results.
 * @returns what undoes it, since this process has other tests to run.
 */
export async function withBuildOfTheCommand(): Promise<() => void> {
  const script = `import { getEnvironmentData } from 'node:worker_threads';
    const { runFrom } = await import('${SOURCES}');
    await runFrom('main');
    console.log(getEnvironmentData('${COMPILED}'));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  setEnvironmentData(COMPILED, stdout.trim());
  return () => setEnvironmentData(COMPILED, undefined);
}
