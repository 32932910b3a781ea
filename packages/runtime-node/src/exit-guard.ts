/*
 * Node ends its workers when the process exits, and a worker ended inside ONNX Runtime aborts the whole process
 * (SIGABRT, the exit code lost). So each worker shares a word that says whether it is inside, and an exiting process
 * waits for those that are. Values: 0 idle, 1 inside native code, 2 nothing more may start.
 */
const IDLE = 0;
const BUSY = 1;
const STOPPED = 2;

/** A run that takes longer than this is not waited for, in milliseconds. */
const PATIENCE = 60_000;

const guarded = new Set<Int32Array>();

/** A new shared word, whose worker the process will not exit from under until `unguard`. */
export function guard(): Int32Array {
  if (guarded.size === 0) process.on('exit', stopAll);
  const activity = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  guarded.add(activity);
  return activity;
}

export function unguard(activity: Int32Array): void {
  guarded.delete(activity);
  if (guarded.size === 0) process.off('exit', stopAll);
}

function stopAll(): void {
  for (const activity of guarded) {
    while (Atomics.compareExchange(activity, 0, IDLE, STOPPED) === BUSY) {
      if (Atomics.wait(activity, 0, BUSY, PATIENCE) === 'timed-out') return;
    }
  }
}
