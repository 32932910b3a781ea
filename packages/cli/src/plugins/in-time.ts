import { isMainThread, Worker } from 'node:worker_threads';

/** Seconds that a plugin may take to be loaded. */
export const LOADING = 60;

/** Seconds more, after which this thread is taken to be blocked. */
const GRACE = 5;

/** Why a plugin has not been loaded. */
export class NotLoaded extends Error {}

/**
 * What `load` gives in time. A thread that is blocked hears no clock: then another one tells, and ends the process.
 * @throws NotLoaded after `seconds`, or as soon as nothing is left that could go on with it.
 */
export async function inTime<T>(
  load: () => Promise<T>,
  name: string,
  seconds: number,
  grace = GRACE,
): Promise<T> {
  const stopWatching = isMainThread ? watchOver(name, seconds + grace) : () => undefined;
  let timer: NodeJS.Timeout | undefined;
  let drained: (() => void) | undefined;
  const late = new Promise<never>((_, reject) => {
    const fail = (found: string) => reject(new NotLoaded(found));
    timer = setTimeout(fail, seconds * 1000, `Not loaded after ${seconds} s`).unref();
    drained = () => fail('It awaits what never comes at its top level');
    process.once('beforeExit', drained);
  });
  try {
    return await Promise.race([load(), late]);
  } finally {
    stopWatching();
    clearTimeout(timer);
    if (drained) process.off('beforeExit', drained);
  }
}

/** Runs beside this thread until the flag is set. SIGKILL alone ends a process whose main thread is blocked. */
const WATCH = `
  const { workerData: { flag, milliseconds, text } } = require('node:worker_threads');
  if (Atomics.wait(new Int32Array(flag), 0, 0, milliseconds) === 'timed-out') {
    require('node:fs').writeSync(2, text);
    process.kill(process.pid, 'SIGKILL');
  }`;

/** Ends the process in `seconds`, unless what is returned is called before. */
function watchOver(name: string, seconds: number): () => void {
  const flag = new SharedArrayBuffer(4);
  const text = `camscope: The plugin '${name}' does not finish loading\n  found: It has blocked the process for ${seconds} s\n  do: Look for an endless loop at its top level\n`;
  const worker = new Worker(WATCH, { eval: true, workerData: { flag, milliseconds: seconds * 1000, text } });
  worker.unref();
  // Without a thread to spare, the plugin is loaded all the same.
  worker.on('error', () => undefined);
  return () => {
    Atomics.store(new Int32Array(flag), 0, 1);
    Atomics.notify(new Int32Array(flag), 0);
  };
}
