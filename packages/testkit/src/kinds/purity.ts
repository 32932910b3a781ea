import { must } from './runner.ts';

/**
 * Calls a function twice with the same input. @returns what it gave.
 * @throws Error where the second time gives another output, or the input is not what it was.
 */
export function pure<Input, Output>(input: Input, call: (input: Input) => Output): Output {
  const before = inWords(input);
  const output = call(input);
  const first = inWords(output);
  must(inWords(input) === before, 'it has changed what it was given');
  must(inWords(call(input)) === first, 'the second time gives something else');
  return output;
}

/** As `pure`, of a function that is awaited. */
export async function pureAsync<Input, Output>(
  input: Input,
  call: (input: Input) => Promise<Output>,
): Promise<Output> {
  const before = inWords(input);
  const output = await call(input);
  const first = inWords(output);
  must(inWords(input) === before, 'it has changed what it was given');
  must(inWords(await call(input)) === first, 'the second time gives something else');
  return output;
}

/** Everything that a value holds; functions are left out, and what is no number is told from null. */
function inWords(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => {
    if (ArrayBuffer.isView(one)) return Array.from(one as Float32Array, String);
    return typeof one === 'number' ? String(one) : one;
  });
}
