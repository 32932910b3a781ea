import type { CommandContext } from '../command.ts';
import { readAndOpenForRun } from '../study/open-for-run.ts';
import { runOpened } from '../study/run-opened.ts';
import { shardOf } from '../study/shard.ts';
import type { RunOptions } from '../usage/run.ts';

export async function run(study: string, options: RunOptions, context: CommandContext): Promise<void> {
  const shard = options.shard === undefined ? undefined : shardOf(options.shard, process.env);
  await runOpened(await readAndOpenForRun(study, options, context.io), { ...options, shard }, context);
}
