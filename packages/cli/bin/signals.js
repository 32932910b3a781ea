// @ts-check
/** Exit codes by signal; src/exit-codes.ts says what they tell. */
const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 143, SIGUSR1: 143, SIGUSR2: 143 };

const stop = new AbortController();
const { signal: stopping } = stop;

/** Aborted by the first signal to this process; the reason names it, and carries the exit code. */
export { stopping };

for (const [name, exitCode] of Object.entries(CODES)) {
  process.on(name, () => {
    if (stopping.aborted) process.exit(stopping.reason.exitCode);
    stop.abort(Object.assign(new Error(name), { exitCode }));
    process.stderr.write(
      `${process.stderr.isTTY ? '\n' : ''}camscope: ${name}: stopping after the unit at hand; once more to stop at once\n`,
    );
  });
}

// Whoever read along may be gone, with the terminal that hung up for one.
process.stderr.on('error', () => undefined);
