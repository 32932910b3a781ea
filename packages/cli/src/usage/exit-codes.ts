import type { Command } from 'commander';
import { EXIT, exitCodes } from '../exit-codes.ts';

/** Says in the help of a command how it may end. */
export function addExitCodes(command: Command): Command {
  return command.addHelpText('after', () => {
    const help = command.createHelp();
    const lines = Object.entries(exitCodes).map(([name, meaning]) =>
      help.formatItem(String(EXIT[name as keyof typeof EXIT]), 3, meaning, help),
    );
    return `\nExit codes:\n${lines.join('\n')}`;
  });
}
