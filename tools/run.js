// @ts-check
/** Runs a TypeScript program on the packages' sources, without a build: node tools/run.js script.ts [args…] */
import { spawn } from 'node:child_process';

const [script, ...args] = process.argv.slice(2);
if (!script) {
  console.error('usage: node tools/run.js script.ts [args…]');
  process.exit(2);
}

const child = spawn(
  process.execPath,
  ['--conditions=@camscope/source', `--import=${import.meta.resolve('tsx')}`, script, ...args],
  { stdio: 'inherit' },
);

// Ctrl-C at a terminal reaches the child by itself; any other signal reaches this process alone.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}

child.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
