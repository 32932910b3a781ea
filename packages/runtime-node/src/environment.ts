import { isMainThread } from 'node:worker_threads';
import type { Precision } from '@camscope/core';

/** NVIDIA's libraries read it when they start, from the environment of the process; 0 turns TF32 off. */
const VARIABLE = 'NVIDIA_TF32_OVERRIDE';

/** Providers that run on these libraries. */
const ON_THEM = ['cuda', 'tensorrt'];

/** In which this process has started them, or would. */
let inForce: Precision | undefined;

/**
 * Whether sessions on these providers have to run in a process of their own to compute in a precision. From the first that does not
 * on, this process has that precision.
 */
export function needsProcess(providers: readonly string[], precision: Precision): boolean {
  if (!providers.some((provider) => ON_THEM.includes(provider))) return false;
  inForce ??= setHere(precision);
  return inForce !== precision;
}

/** The environment of a process that computes in a precision. */
export function environmentFor(precision: Precision): NodeJS.ProcessEnv {
  const { [VARIABLE]: said, ...environment } = process.env;
  if (precision === 'exact') return { ...environment, [VARIABLE]: '0' };
  return said === '0' || said === undefined ? environment : { ...environment, [VARIABLE]: said };
}

/** Only the main thread's `process.env` is the process's own; another thread's is a copy, which tells how things were. */
function setHere(precision: Precision): Precision {
  if (!isMainThread) return process.env[VARIABLE] === '0' ? 'exact' : 'tf32';
  const { [VARIABLE]: value } = environmentFor(precision);
  if (value === undefined) delete process.env[VARIABLE];
  else process.env[VARIABLE] = value;
  return precision;
}
