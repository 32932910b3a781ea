/** What the jobs ask Slurm for, in Slurm's own words. */
export interface Resources {
  readonly time?: string;
  readonly partition?: string;
  readonly account?: string;
  readonly qos?: string;
  readonly gres?: string;
  readonly cpus?: number;
  readonly mem?: string;
}

/** A study in shards, as jobs of Slurm. */
export interface Batch extends Resources {
  /** Of the jobs and their logs: letters, digits, dots, dashes and underscores. */
  readonly name: string;
  /** What starts camscope: a program and its first arguments. */
  readonly camscope: readonly string[];
  /** Where the jobs run, absolute: relative paths begin here. */
  readonly folder: string;
  readonly study: string;
  readonly out: string;
  readonly shards: number;
  /** So many shards run at once, at most. */
  readonly arrayLimit?: number;
  /** Options of `run` that choose what of the study is done. */
  readonly studyOptions: readonly string[];
  /** Options of every command. */
  readonly pluginOptions: readonly string[];
}
