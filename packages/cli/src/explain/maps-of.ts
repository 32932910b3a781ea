import { attemptAsync } from '@camscope/pipeline/maps';
import type { CommandContext } from '../command.ts';
import { codeOfStop, EXIT } from '../exit-codes.ts';
import { ProgressLine } from '../terminal/progress-line.ts';
import { isDefect, reportError } from '../terminal/report-error.ts';
import { about } from './about.ts';
import type { LotOutcome } from './explain-lot.ts';
import type { Input } from './inputs.ts';
import type { Sheet } from './sheet.ts';
import type { ExplainedMap } from './write-map.ts';

export interface MapsRequest {
  readonly lots: readonly (readonly Input[])[];
  /** Shows them, where one is asked for. */
  readonly sheet?: Sheet;
  readonly json: boolean;
}

/** The maps of lots in order; an input that fails, or a map of it, is told. */
export async function mapsOf(
  { lots, sheet, json }: MapsRequest,
  context: CommandContext,
  next: () => Promise<LotOutcome[]>,
): Promise<ExplainedMap[]> {
  const { io } = context;
  const progress = new ProgressLine(io);
  const maps: ExplainedMap[] = [];
  const all = lots.flat().length;
  let done = 0;
  for await (const outcome of outcomes()) {
    const made = outcome.maps.flatMap((one) => ('value' in one ? [one.value.map] : []));
    const failures = outcome.maps.flatMap((one) => ('failure' in one ? [one.failure] : []));
    const isStopped = io.signal.aborted && failures.length > 0;
    const file = isStopped ? undefined : await orTell(() => sheet?.add(outcome));
    maps.push(...made.map((map) => (file === undefined ? map : { ...map, sheet: file })));
    if (isStopped) {
      context.exitCode = codeOfStop(io.signal);
      break;
    }
    failures.forEach((failure) => tell(about(failure, outcome.input.image)));
    done++;
  }
  await orTell(() => sheet?.end());
  progress.clear();
  return maps.map(({ sheet: file, ...map }) =>
    file !== undefined && sheet?.written.has(file) ? { ...map, sheet: file } : map,
  );

  async function* outcomes(): AsyncGenerator<LotOutcome> {
    for (const _ of lots) {
      if (all > 1) progress.show(`${done} of ${all} images`);
      yield* await next();
    }
  }

  function tell(error: unknown): void {
    progress.clear();
    tellFailure(error, context, json);
  }

  async function orTell<Result>(work: () => Promise<Result> | undefined): Promise<Result | undefined> {
    const attempt = await attemptAsync(async () => work());
    if ('value' in attempt) return attempt.value;
    tell(attempt.failure);
    return undefined;
  }
}

/** Tells what was not done, of work that goes on. */
export function tellFailure(error: unknown, context: CommandContext, json: boolean): void {
  reportError(context.io, error, json);
  if (context.exitCode !== EXIT.defect) context.exitCode = isDefect(error) ? EXIT.defect : EXIT.failed;
}
