import { Option, type Command } from 'commander';
import { collect, collectPair } from './option.ts';

const repeatable: readonly unknown[] = [collect, collectPair];
const needed = new WeakSet<Option>();

/** An option without which a command does nothing. One of commander's own would be told missing before a mistyped one is told unknown. */
export function required<Value>(
  flags: string,
  description: string,
  parse?: (value: string, before: Value) => Value,
): Option {
  const option = new Option(flags, description);
  if (parse) option.argParser(parse);
  needed.add(option);
  return option;
}

/** Refuses a command that lacks what it needs. */
export function refuseMissing(command: Command): void {
  const missing = command.options.find(
    (option) => needed.has(option) && command.getOptionValue(option.attributeName()) === undefined,
  );
  const code = 'commander.missingMandatoryOptionValue';
  if (missing) command.error(`required option '${missing.flags}' not specified`, { code });
}

/** Refuses a second value where one is taken: commander lets the last win. */
export function refuseTwice(command: Command): void {
  for (const option of command.options) {
    const takesOne =
      (option.required || option.optional) && !option.variadic && !repeatable.includes(option.parseArg);
    const given: unknown[] = [];
    if (takesOne)
      command.on(`option:${option.name()}`, (value: unknown) => {
        if (given.push(value) > 1)
          command.error(
            `option '${option.flags}' takes one value, and was given '${given.map(String).join("' and '")}'`,
          );
      });
  }
}

/** A mistake in commander's words, on one line. */
export function inOurWords(message: string): string {
  return message
    .replace(/^error: /, '')
    .replace(
      /\n\(Did you mean (one of )?(.*)\?\)$/s,
      (_, __, names: string) => `; did you mean ${names.replace(/, (?=[^,]*$)/, ' or ')}?`,
    );
}
