export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  brokenOff: 3,
  /** EX_SOFTWARE of sysexits.h. */
  defect: 70,
  /** 128 + SIGINT. */
  interrupted: 130,
  /** 128 + SIGTERM. */
  resumable: 143,
} as const;

/** What each code tells, for help and documentation. */
export const exitCodes: Readonly<Record<keyof typeof EXIT, string>> = {
  done: 'done',
  failed: 'some rows or images failed; the rest is done',
  usage: 'nothing was done: the command line, a configuration, plugin, model or the data are at fault',
  brokenOff:
    'the work broke off (a full disk, a worker that died): what is finished is kept, and the same command goes on',
  defect: 'a defect of camscope',
  interrupted: 'interrupted by the user (SIGINT) after the unit at hand; the same command goes on',
  resumable:
    'stopped by SIGTERM, SIGHUP, SIGUSR1 or SIGUSR2 after the unit at hand; the same command goes on',
};

/** The code of work that was asked to stop by `signal`, whose reason carries it. */
export function codeOfStop({ reason }: AbortSignal): number {
  return reason instanceof Error && 'exitCode' in reason ? Number(reason.exitCode) : EXIT.interrupted;
}
