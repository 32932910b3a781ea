export const EXIT = {
  done: 0,
  /** Some of the work failed; the rest is done. */
  failed: 1,
  /** The command line, a configuration, a plugin, a model or the data's files are at fault: nothing was done. */
  usage: 2,
  interrupted: 130,
} as const;
