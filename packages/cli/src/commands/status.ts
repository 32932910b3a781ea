import { resolve } from 'node:path';
import { statusOf, type ShardStatus } from '@camscope/experiment';
import { openStore } from '@camscope/experiment-node';
import { nodeFiles } from '@camscope/files-node';
import type { CommandContext } from '../command.ts';
import { table } from '../terminal/table.ts';
import { duration } from '../terminal/words.ts';
import type { StatusOptions } from '../usage/status.ts';

export async function status(
  folders: readonly string[],
  options: StatusOptions,
  { io }: CommandContext,
): Promise<void> {
  const tell = (text: string) => io.stderr(`camscope: ${text}\n`);
  const runs = [];
  for (const folder of folders)
    runs.push({
      folder,
      shards: await statusOf(resolve(io.cwd, folder), nodeFiles, (store) => openStore(store, tell)),
    });
  if (options.json) return io.stdout(`${JSON.stringify(runs, null, 2)}\n`);
  const header = ['run', 'shard', 'stage', 'units', 'done', 'failed', 'left'];
  const rows = runs.flatMap(({ folder, shards }) =>
    shards.flatMap((one) =>
      one.stages.map(({ stage, units, done, failed, left }) => [
        folder,
        nameOf(one, shards),
        stage,
        units,
        done,
        failed,
        left,
      ]),
    ),
  );
  io.stdout(table(header, rows));
  for (const { folder, shards } of runs)
    for (const one of shards)
      io.stdout(`${folder}${shards.length > 1 ? `, ${nameOf(one, shards)}` : ''}: ${inWords(one)}\n`);
}

function nameOf({ shard }: ShardStatus, all: readonly ShardStatus[]): string {
  if (shard) return `${shard.index}/${shard.of}`;
  return all.length > 1 ? 'merge' : 'all';
}

function inWords({ shard, stages, pace, timeLeft, last }: ShardStatus): string {
  const left = stages.reduce((sum, stage) => sum + stage.left, 0);
  if (left === 0) return 'done';
  const ago =
    last === null
      ? 'nothing is done yet'
      : `the last unit was done ${duration((Date.now() - last) / 1000)} ago`;
  const ended = shard?.ended === undefined ? '' : `, stopped ${shard.ended}`;
  const time = timeLeft === null ? 'time left unknown' : `${duration(timeLeft)} left`;
  const work = pace === null ? 'at rest' : `${pace.toFixed(1)} s of work a second`;
  return `${left} units left, ${work}, ${time}; ${ago}${ended}`;
}
