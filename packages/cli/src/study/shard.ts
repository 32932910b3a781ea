import { CamscopeError } from '@camscope/core';
import type { Shard } from '@camscope/experiment';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A shard as `--shard` names it: `2/16`, or `auto` for what a Slurm array or a Kubernetes indexed job has put into the environment.
 * @throws CamscopeError CONFIG_INVALID.
 */
export function shardOf(asked: string, environment: Environment): Shard {
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(asked) ?? [];
  if (index !== undefined) return checked({ index: Number(index), of: Number(of) }, asked);
  if (asked !== 'auto') throw invalid(asked, 'Write i/n, 1/16 to 16/16 for 16 shares, or auto');
  return checked(slurm(environment) ?? kubernetes(environment) ?? nothing(), asked);
}

/** Ids of an array may begin anywhere; they count one by one. */
function slurm({
  SLURM_ARRAY_TASK_ID: id,
  SLURM_ARRAY_TASK_MIN: min,
  SLURM_ARRAY_TASK_COUNT: count,
  SLURM_ARRAY_TASK_MAX: max,
}: Environment): Shard | undefined {
  if (id === undefined) return undefined;
  if (max !== undefined && count !== undefined && Number(max) - Number(min) + 1 !== Number(count))
    throw invalid(
      'auto',
      'Number the tasks of the array one by one: --array=1-16',
      `Tasks ${min} to ${max}, of which there are ${count}`,
    );
  return { index: Number(id) - Number(min ?? 1) + 1, of: Number(count) };
}

/** Kubernetes counts from 0, and says in no variable how many there are. */
function kubernetes({ JOB_COMPLETION_INDEX: index, JOB_COMPLETIONS: count }: Environment): Shard | undefined {
  return index === undefined ? undefined : { index: Number(index) + 1, of: Number(count) };
}

function nothing(): never {
  throw invalid(
    'auto',
    'Write --shard i/n where neither Slurm nor Kubernetes starts it',
    'Neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX is set',
  );
}

function checked(shard: Shard, asked: string): Shard {
  const { index, of } = shard;
  if (Number.isInteger(index) && Number.isInteger(of) && index >= 1 && index <= of) return shard;
  const fix =
    'The first is 1/n and the last n/n; a Kubernetes job must set JOB_COMPLETIONS to its completions';
  throw invalid(asked, fix, `Share ${index} of ${of}`);
}

function invalid(asked: string, fix: string, found?: string): CamscopeError {
  return new CamscopeError('CONFIG_INVALID', 'There is no such share', {
    asked: `--shard ${asked}`,
    found,
    fix,
  });
}
