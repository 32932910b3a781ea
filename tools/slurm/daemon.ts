import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** What a daemon is given to end by itself, in milliseconds. */
const GRACE = 5_000;

/** A program that stays in the foreground, writes into a log, and does not outlive this process. */
export interface Daemon {
  readonly name: string;
  /** Whether it still runs. */
  running(): boolean;
  /** The end of what it wrote. */
  log(): string;
  stop(): Promise<void>;
}

export function startDaemon(
  program: string,
  args: readonly string[],
  logFile: string,
  env: NodeJS.ProcessEnv = process.env,
): Daemon {
  const log = openSync(logFile, 'a');
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args], {
    stdio: ['ignore', log, log],
    env,
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.on('exit', () => resolve());
    child.on('error', () => resolve());
  });
  return {
    name: program,
    running: () => isRunning(child),
    log: () => readFileSync(logFile, 'utf8').trim().split('\n').slice(-20).join('\n'),
    stop: () => stop(child, ended),
  };
}

function isRunning({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (!isRunning(child)) return;
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), GRACE);
  await ended;
  clearTimeout(late);
}
