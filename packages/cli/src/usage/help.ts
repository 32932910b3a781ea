import type { Command } from 'commander';

/** In place of commander's own, which says nothing of a command that there is not. */
export function addHelp(program: Command): void {
  program
    .helpCommand(false)
    .command('help')
    .description('tell what a command does, its options and examples')
    .argument('[command]', 'its name; all commands by default')
    .action(async (name: string | undefined) => {
      const asked = program.commands.find((command) => command.name() === name);
      if (asked || name === undefined) return (asked ?? program).outputHelp();
      const { unknownName } = await import('@camscope/core');
      const names = program.commands.map((command) => command.name());
      throw unknownName('command', name, names);
    });
}
