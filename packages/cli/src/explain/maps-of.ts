import type { CommandContext } from '../command.ts';
import { codeOfStop, EXIT } from '../exit-codes.ts';
import { ProgressLine } from '../terminal/progress-line.ts';
import { isDefect, reportError } from '../terminal/report-error.ts';
import { about } from './about.ts';
import type { LotOutcome } from './explain-lot.ts';
import type { Input } from './inputs.ts';
import type { ExplainedMap } from './write-map.ts';

/** The maps of lots in order; an input that fails, or a map of it, is told. */
export async function mapsOf(
  lots: readonly (readonly Input[])[],
  context: CommandContext,
  json: boolean,
  next: () => Promise<LotOutcome[]>,
): Promise<ExplainedMap[]> {
  const { io } = context;
  const progress = new ProgressLine(io);
  const maps: ExplainedMap[] = [];
  const all = lots.flat().length;
  let done = 0;
  for (const _ of lots) {
    if (all > 1) progress.show(`${done} of ${all} images`);
    for (const { input, maps: made } of await next()) {
      for (const one of made) {
        if ('value' in one) maps.push(one.value);
        else {
          progress.clear();
          if (io.signal.aborted) {
            context.exitCode = codeOfStop(io.signal);
            return maps;
          }
          tellFailure(about(one.failure, input.image), context, json);
        }
      }
      done++;
    }
  }
  progress.clear();
  return maps;
}

/** Tells what was not done, of work that goes on. */
export function tellFailure(error: unknown, context: CommandContext, json: boolean): void {
  reportError(context.io, error, json);
  if (context.exitCode !== EXIT.defect) context.exitCode = isDefect(error) ? EXIT.defect : EXIT.failed;
}
