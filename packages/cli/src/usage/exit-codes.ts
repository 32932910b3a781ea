import type { Command } from 'commander';
import { EXIT, exitCodes } from '../exit-codes.ts';

/** Says in the help of a command how it may end, and what its own codes mean where they mean less than in general. */
export function addExitCodes(
  command: Command,
  meanings: Readonly<Partial<Record<keyof typeof EXIT, string>>> = exitCodes,
): Command {
  return command.addHelpText('after', () => {
    const help = command.createHelp();
    const lines = Object.entries(meanings).map(([name, meaning]) =>
      help.formatItem(String(EXIT[name as keyof typeof EXIT]), 3, meaning, help),
    );
    return `\nExit codes:\n${lines.join('\n')}`;
  });
}
