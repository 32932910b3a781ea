import type { Measurement } from '@camscope/core';
import { reasonOf, type Attempt } from './attempt.ts';

/** A measurement as tables have it: a finite number, or why there is none. */
export function outcomeOf(measured: Attempt<Measurement>): { value: number | null; reason?: string } {
  if ('failure' in measured) return { value: null, reason: reasonOf(measured.failure) };
  const { value } = measured.value;
  return value === null ? { value, reason: measured.value.reason } : { value };
}
