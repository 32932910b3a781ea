/** What a test runner calls `test`, or `it`: that of vitest, of node:test, of mocha or jest. */
export type Test = (name: string, run: () => Promise<void>) => unknown;

/** How a kit is used. */
export interface Kit {
  readonly test: Test;
}

/** One thing that a contribution must do. */
export interface Check {
  readonly name: string;
  /** @throws Error that says what is not so. */
  run(): void | Promise<void>;
}

/** Gives every check to the runner. */
export function register({ test }: Kit, checks: readonly Check[]): void {
  for (const { name, run } of checks) test(name, async () => run());
}

/** @throws Error with the sentence, where something is not so. */
export function must(isSo: boolean, otherwise: string): asserts isSo {
  if (!isSo) throw new Error(otherwise);
}

/** Throws where two values are not equal in all they say. */
export function mustEqual(found: unknown, wanted: unknown, what: string): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: ${a}, not ${b}`);
}
