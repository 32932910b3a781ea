import type { Files } from '@camscope/core';
import { PARTIAL_FILE, type PartialAccount } from '@camscope/pipeline';
import { assemble } from './assemble.ts';
import { Lost } from './ledger.ts';
import type { PreparedRun } from './prepare-run.ts';

/** How often a run makes tables while it goes on. */
export interface TablesMeanwhile {
  /** Milliseconds between two times, at least. */
  readonly every: number;
  /** The most of the time that making them takes, in (0, 1]. */
  readonly share: number;
}

export interface Growth extends TablesMeanwhile {
  readonly out: string;
  readonly files: Files;
}

/** What `work` gives; while it goes on, tables and maps of what is done are made now and then, with an account of how much that is. */
export async function whileGrowing<T>(run: PreparedRun, growth: Growth, work: () => Promise<T>): Promise<T> {
  const ended = new AbortController();
  const growing = grow(run, growth, ended.signal);
  try {
    return await work();
  } finally {
    ended.abort();
    await growing;
  }
}

async function grow(
  run: PreparedRun,
  { out, files, every, share }: Growth,
  ended: AbortSignal,
): Promise<void> {
  const there = new Set<string>();
  for (let pause = every; await hasPassed(pause, ended);) {
    const start = performance.now();
    // What it meets here the last assembly meets, too, and tells; until then the tables are those of before.
    await assembleSoFar(run, out, writtenUntil(ended, files), there).catch(() => undefined);
    pause = Math.max(every, (1 / share - 1) * (performance.now() - start));
  }
}

/** Of what is done now, whatever comes in meanwhile. What turns out to be damaged is left out, and is still the run's to make again. */
async function assembleSoFar(run: PreparedRun, out: string, files: Files, there: Set<string>): Promise<void> {
  const ledger = run.ledger.snapshot();
  const soFar = { ...run, ledger };
  try {
    await assemble(soFar, out, files, there);
  } catch (error) {
    if (!Lost.in(error)) throw error;
    await ledger.check(run.units);
    await assemble(soFar, out, files, there);
  }
  const done = run.units.filter((unit) => !ledger.needs(unit)).length;
  const account: PartialAccount = { units: run.units.length, done };
  await files.write(files.resolve(out, PARTIAL_FILE), `${JSON.stringify(account)}\n`);
}

/** Files that are not written any more once the stages have ended: the last assembly begins at once. */
function writtenUntil(ended: AbortSignal, files: Files): Files {
  return {
    ...files,
    write: async (path, content) => {
      ended.throwIfAborted();
      return files.write(path, content);
    },
    writeFrom: (path, chunks) =>
      files.writeFrom(
        path,
        (async function* () {
          for await (const chunk of chunks) {
            ended.throwIfAborted();
            yield chunk;
          }
        })(),
      ),
  };
}

/** @returns whether so many milliseconds have passed before the signal. */
function hasPassed(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(true), milliseconds);
    const stop = () => end(false);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    function end(passed: boolean): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(passed);
    }
  });
}
