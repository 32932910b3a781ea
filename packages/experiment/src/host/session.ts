import type { Runtime, SessionOptions } from '@camscope/core';
import type { Study } from '../config/study.ts';

/** Where the networks of a study run: the provider that every machine has, unless the study names one. */
export function sessionOf({ session }: Pick<Study, 'session'>, runtime: Runtime): SessionOptions {
  const { provider = runtime.baseline, fallback, precision, threads } = session;
  return { provider, fallback, precision, threads };
}
