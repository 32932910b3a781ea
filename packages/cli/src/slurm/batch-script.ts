import { EXIT } from '../exit-codes.ts';
import type { Batch } from './batch.ts';
import { quote, quoteAll } from './quote.ts';

/** One file for bash and sbatch: run by bash it submits itself, run by Slurm it is one shard. */
export function batchScript(batch: Batch): string {
  return [heading(batch), directives(batch), settings(batch), SHARD, MERGE, SUBMIT].join('\n');
}

function heading({ name, shards }: Batch): string {
  return `#!/bin/bash
# ${name} in ${shards} shards, each a task of a Slurm array, and a job that merges them and reports.
#
#   bash FILE               submits both; submitted again, they go on where they stopped
#   sbatch --array=3 FILE   runs the third shard alone
#   bash FILE merge         does what the last job does
#`;
}

/** `B:` warns this script alone, two minutes before the time limit. */
function directives(batch: Batch): string {
  const { name, shards, arrayLimit, time, gres, cpus, mem } = batch;
  const limit = arrayLimit === undefined ? '' : `%${arrayLimit}`;
  const options = [
    `--job-name=${name}`,
    `--array=1-${shards}${limit}`,
    ...(time === undefined ? [] : [`--time=${time}`]),
    ...whose(batch),
    ...(gres === undefined ? [] : [`--gres=${gres}`]),
    ...(cpus === undefined ? [] : [`--cpus-per-task=${cpus}`]),
    ...(mem === undefined ? [] : [`--mem=${mem}`]),
    '--signal=B:USR2@120',
    '--requeue',
    '--open-mode=append',
    `--output=${name}-%A_%a.log`,
  ];
  return options.map((option) => `#SBATCH ${option}\n`).join('');
}

function whose({ partition, account, qos }: Batch): string[] {
  return Object.entries({ partition, account, qos }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}=${value}`],
  );
}

function settings(batch: Batch): string {
  const { name, camscope, folder, study, out, shards, studyOptions, pluginOptions, cpus, mem } = batch;
  const options = [...studyOptions, ...pluginOptions];
  const merging = [
    `--job-name=${name}-merge`,
    `--output=${name}-%j.log`,
    ...whose(batch),
    ...(cpus === undefined ? [] : [`--cpus-per-task=${cpus}`]),
    ...(mem === undefined ? [] : [`--mem=${mem}`]),
  ];
  return `set -euo pipefail
SCRIPT=$(readlink -f "$0")
cd ${quote(folder)}

CAMSCOPE=(${quoteAll(camscope)})
RUN=(run ${quoteAll([study, ...options, '--out', out])})
MERGE=(merge ${quoteAll([out, ...pluginOptions])})
REPORT=(report ${quoteAll([out, ...pluginOptions])})
SHARDS=${shards}
MERGE_JOB=(${quoteAll(merging)})
RESTARTS=100 # a shard that was requeued so often gets nowhere in its time
`;
}

const SHARD = `# Slurm's warning reaches this shell alone, and is passed on: camscope finishes the unit at hand and ends with ${EXIT.resumable}.
# At the time limit itself, and by scancel, Slurm tells every process of the job.
shard() {
  # Whole units are all that is written into the shared folder; what is temporary stays on the node.
  export TMPDIR="\${SLURM_TMPDIR:-\${TMPDIR:-/tmp}}"
  "\${CAMSCOPE[@]}" "\${RUN[@]}" --shard "$SLURM_ARRAY_TASK_ID/$SHARDS" &
  local pid=$! code=0
  trap 'kill -USR2 "$pid" 2>/dev/null || true' USR2
  trap true TERM
  while kill -0 "$pid" 2>/dev/null; do wait "$pid" || true; done # a signal ends 'wait', not camscope
  wait "$pid" || code=$?
  if [ $code = ${EXIT.resumable} ]; then again; fi
  exit $code
}

# Unless it was cancelled, or Slurm starts it again by itself.
again() {
  local task="\${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID" state
  state=$(squeue --noheader --jobs="$task" --format='%T %r')
  case $state in
    RUNNING* | *TimeLimit) ;;
    *) return ;;
  esac
  if [ "\${SLURM_RESTART_COUNT:-0}" -ge "$RESTARTS" ]; then
    echo "requeued $RESTARTS times and still not done: give the shards more time" >&2
    return
  fi
  echo "requeued, to go on where it stopped"
  scontrol requeue "$task"
}
`;

const MERGE = `merge() {
  local code=0
  "\${CAMSCOPE[@]}" "\${MERGE[@]}" || code=$?
  case $code in
    ${EXIT.done} | ${EXIT.failed}) "\${CAMSCOPE[@]}" "\${REPORT[@]}" ;;
    *) exit "$code" ;;
  esac
}
`;

const SUBMIT = `# 'afterany', not 'afterok': Slurm counts a shard that once met its time limit as failed, whatever it did when it was requeued.
# Merging itself refuses where a shard is not done.
submit() {
  local array merge
  array=$(sbatch --parsable "$SCRIPT")
  array=\${array%%;*}
  echo "shards $array"
  merge=$(sbatch --parsable --dependency="afterany:$array" "\${MERGE_JOB[@]}" \\
    --wrap="bash $(printf %q "$SCRIPT") merge")
  echo "merge \${merge%%;*}"
}

if [ "\${1-}" = merge ]; then
  merge
elif [ -n "\${SLURM_ARRAY_TASK_ID-}" ]; then
  shard
else
  submit
fi
`;
