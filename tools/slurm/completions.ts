/** What Slurm wrote down when a job, or a task of an array, ended or was requeued. */
export interface Completion {
  readonly job: string;
  /** Of an array: its first job's number, and the number of the task. */
  readonly array?: string;
  readonly task?: number;
  readonly name: string;
  /** `PENDING` when it was requeued. */
  readonly state: string;
  readonly exit: string;
  readonly start: string;
  readonly end: string;
}

/** Reads the file of the plugin `jobcomp/filetxt`: a line a job, of `Key=value` with spaces between. */
export function completionsIn(text: string): Completion[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('JobId='))
    .map((line) => {
      const of = (key: string) => new RegExp(`(?:^| )${key}=(\\S*)`).exec(line)?.[1] ?? '';
      const array = of('ArrayJobId');
      return {
        job: of('JobId'),
        ...(array === '' ? {} : { array, task: Number(of('ArrayTaskId')) }),
        name: of('Name'),
        state: of('JobState'),
        exit: of('ExitCode'),
        start: of('StartTime'),
        end: of('EndTime'),
      };
    });
}
