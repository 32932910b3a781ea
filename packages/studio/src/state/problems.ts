import { signal } from '@preact/signals';
import type { CamscopeError } from '@camscope/core';

/** An error as it is shown: in the words of the command line, with what to do. */
export type Problem = Pick<CamscopeError, 'summary' | 'details'> & { readonly code: string };

/** What went wrong and has not been dismissed, the latest first. */
export const problems = signal<readonly Problem[]>([]);

export function tell(problem: Problem): void {
  const isOther = ({ summary, details }: Problem) =>
    summary !== problem.summary || details.asked !== problem.details.asked;
  problems.value = [problem, ...problems.value.filter(isOther)];
}

export function dismiss(problem: Problem): void {
  problems.value = problems.value.filter((one) => one !== problem);
}

/** What `work` gives; a refusal is told, and gives nothing. */
export async function told<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    tell(problemOf(thrown));
    return undefined;
  }
}

/** What was thrown here or in the worker, in the words of the command line. */
export function problemOf(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown;
  return {
    code: 'INTERNAL',
    summary: thrown instanceof Error ? thrown.message : String(thrown),
    details: {},
  };
}

function isProblem(thrown: unknown): thrown is Problem {
  return typeof thrown === 'object' && thrown !== null && 'summary' in thrown && 'details' in thrown;
}
