import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { workspace } from '../docs/pages.ts';

export const SITE = join(workspace, 'tools/site');

/** Runs a program of the site's own packages; it is stopped when this one is. @throws Error where it fails. */
export async function run(program: string, ...argv: string[]): Promise<void> {
  const path = join(SITE, 'node_modules/.bin', program);
  const child = spawn(path, argv, { stdio: 'inherit', cwd: SITE });
  const stop = () => child.kill();
  process.once('SIGTERM', stop);
  const [status] = (await once(child, 'exit')) as [number | null];
  process.off('SIGTERM', stop);
  if (status !== 0) throw new Error(`${program} ended with ${status}`);
}
