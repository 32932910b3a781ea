import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CamscopeError } from '@camscope/core';
import type { Channel } from './channel.ts';
import type { Reply } from './protocol.ts';

const SCRIPT = fileURLToPath(new URL('./session-process.js', import.meta.url));

/** How much longer the process may live where nobody ends it, in milliseconds. */
const GRACE = 5_000;

/**
 * A session in a process of its own, which is killed when its time is up, where it has one: a thread cannot be ended inside ONNX
 * Runtime.
 * @param environment of the process, which native code reads.
 * @param seconds from now on.
 */
export function processChannel(environment: NodeJS.ProcessEnv, seconds?: number): Channel {
  const child = fork(SCRIPT, seconds === undefined ? [] : [String(1000 * seconds + GRACE)], {
    env: environment,
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let late: CamscopeError | undefined;
  const kill = () => void child.kill('SIGKILL');
  const stop = (limit: number) =>
    setTimeout(() => {
      late = timeIsUp(limit);
      kill();
    }, 1000 * limit).unref();
  const timer = seconds === undefined ? undefined : stop(seconds);
  process.on('exit', kill);
  const unref = () => {
    child.unref();
    child.channel?.unref();
  };
  unref();
  return {
    shares: false,
    // A message that cannot be sent any more is answered by the end.
    post: (request) => void child.send(request, () => undefined),
    ref() {
      child.ref();
      child.channel?.ref();
    },
    unref,
    kill,
    listen({ reply, error, end }) {
      child.on('message', (message) => reply(message as Reply));
      child.on('error', error);
      child.on('exit', (code, signal) => {
        clearTimeout(timer);
        process.off('exit', kill);
        end(late ?? new Error(`The process ended with ${signal ?? `code ${code}`}`));
      });
    },
  };
}

function timeIsUp(seconds: number): CamscopeError {
  return new CamscopeError('MODEL_UNSUPPORTED', 'The network takes too long', {
    asked: `At most ${seconds} seconds`,
    found: 'It was still running, and was stopped',
    fix: 'Check that its loops end; export it without loops, or with few trips',
  });
}
