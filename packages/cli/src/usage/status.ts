import type { Command } from 'commander';

export interface StatusOptions {
  readonly json?: true;
}

export function addStatus(
  program: Command,
  does: (folders: readonly string[], options: StatusOptions) => Promise<void>,
): void {
  program
    .command('status')
    .description('tell how far runs are: units done, failed and left by stage and shard, pace and time left')
    .argument('<out...>', "folders into which 'camscope run' writes")
    .option('--json', 'print JSON')
    .action((folders: readonly string[], options: StatusOptions) => does(folders, options));
}
