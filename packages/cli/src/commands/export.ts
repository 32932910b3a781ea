import { resolve } from 'node:path';
import { CamscopeError, unknownName, type FoundMask, type MaskWriter, type Registry } from '@camscope/core';
import { finishedMaps } from '@camscope/experiment';
import { nodeFiles } from '@camscope/files-node';
import { tunedOptions, tunedThresholds, type Chosen, type TunedOptions } from '@camscope/pipeline';
import { openMapsOfRun, type MapsOfRun } from '../reopened/maps-of-run.ts';
import { PassedOver } from '../reopened/passed-over.ts';
import type { CommandContext } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { ProgressLine } from '../terminal/progress-line.ts';
import { count } from '../terminal/words.ts';
import type { ExportOptions } from '../usage/export.ts';

export async function exportRun(
  format: string,
  path: string,
  options: ExportOptions,
  context: CommandContext,
): Promise<void> {
  const { io } = context;
  const run = await openMapsOfRun(path, options, io);
  const { registry, reopened, model, method, lines } = run;
  const { title, write } = formatNamed(format, registry);
  const segmenter = segmenterNamed(options.segmenter, reopened.segmenters);
  const failed = new PassedOver();
  const { text, passedOver } = await write(reopened.dataset.samples, masksOf(run, segmenter, failed, io));
  const out = resolve(io.cwd, options.out);
  await nodeFiles.write(out, text);
  failed.tell(io, lines.length);
  if (passedOver.length > 0) io.stderr(`camscope: ${title} has no ${passedOver.join(', ')}: passed over\n`);
  const made = count(lines.length - failed.total, 'map');
  io.stderr(`camscope: ${segmenter.name} of ${made} of ${method} on ${model}\n`);
  io.stdout(`${out}\n`);
  if (failed.total > 0) context.exitCode = EXIT.failed;
}

async function* masksOf(
  run: MapsOfRun,
  segmenter: Chosen<'segmenter'>,
  failed: PassedOver,
  io: Io,
): AsyncGenerator<FoundMask> {
  const { lines, reopened } = run;
  const optionsFor = optionsOf(run, segmenter);
  const progress = new ProgressLine(io);
  let done = 0;
  try {
    for await (const made of finishedMaps(lines, reopened, io.signal)) {
      progress.show(`${done++} of ${count(lines.length, 'map')}`);
      if ('failure' in made) failed.add(made.failure);
      else {
        const { image, class: label, probability } = made.line;
        const own = optionsFor(label);
        if ('reason' in own) {
          failed.add(own.reason);
          continue;
        }
        const { mask } = segmenter.contribution.segment(made.map, own.options, { label, probability });
        yield { image, label, mask };
      }
    }
  } finally {
    progress.clear();
  }
}

/** Where the run has tuned the segmenter, each class has options of its own. */
function optionsOf(
  { reopened: { run }, model, method }: MapsOfRun,
  segmenter: Chosen<'segmenter'>,
): (label: string) => TunedOptions {
  if (run.lock.tune?.segmenter !== segmenter.name) return () => ({ options: segmenter.options });
  const tuned = tunedThresholds(run, model, method);
  return (label) => tunedOptions(segmenter, label, tuned);
}

/** @throws CamscopeError NAME_UNKNOWN. */
function formatNamed(id: string, { dataset }: Registry): { title: string; write: MaskWriter } {
  const known = dataset
    .all()
    .flatMap(({ id, title, writeMasks: write }) => (write ? [{ id, title, write }] : []));
  const format = known.find((one) => one.id === id);
  if (format) return format;
  throw unknownName(
    'format of masks',
    id,
    known.map((one) => one.id),
  );
}

/** @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID for a run without segmenters. */
function segmenterNamed(
  asked: string | undefined,
  segmenters: readonly Chosen<'segmenter'>[],
): Chosen<'segmenter'> {
  const found = asked === undefined ? segmenters[0] : segmenters.find(({ name }) => name === asked);
  if (found) return found;
  const known = segmenters.map(({ name }) => name);
  if (asked !== undefined) throw unknownName('segmenter of the run', asked, known);
  throw new CamscopeError('CONFIG_INVALID', 'The run has no segmenter', {
    fix: "Add one under 'segmenters' of the study, and run it",
  });
}
