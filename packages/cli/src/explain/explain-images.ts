import { resolve } from 'node:path';
import {
  CamscopeError,
  FILES,
  IMAGE_CODEC,
  isCamscopeError,
  type Container,
  type Explainer,
  type ModelCard,
  type ModelFile,
  type Registry,
  type Runtime,
} from '@camscope/core';
import { openNetwork, prepare, type ScoreCache } from '@camscope/engine';
import { attemptAsync } from '@camscope/pipeline/maps';
import type { CommandContext } from '../command.ts';
import { codeOfStop, EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { buildOf } from '../plugins/version.ts';
import { ProgressLine } from '../terminal/progress-line.ts';
import { isDefect, reportError } from '../terminal/report-error.ts';
import { table } from '../terminal/table.ts';
import type { ExplainOptions } from '../usage/explain.ts';
import { ahead } from './ahead.ts';
import { classesOf } from './classes-of.ts';
import { LotExplainer, type LotInput, type LotOutcome } from './explain-lot.ts';
import { readInputs, type Input } from './inputs.ts';
import type { ExplainedMap } from './write-map.ts';
import { writerOf } from './writer-of.ts';

/** Explanations in a lot, where --batch does not say. */
const BATCH = 8;

/** Lots in the network or being written. One more is being read: no more than three lots of images are held. */
const AT_WORK = 2;

export interface ImagesRequest {
  readonly images: readonly string[];
  readonly options: ExplainOptions;
  readonly method: { readonly explainer: Explainer; readonly options: Record<string, unknown> };
  readonly location: string;
  readonly card: ModelCard;
  readonly file: ModelFile;
  readonly runtime: Runtime;
  readonly registry: Pick<Registry, 'model' | 'segmenter'>;
  readonly container: Container;
}

/** Opens the network, explains the images and writes their maps. */
export async function explainImages(request: ImagesRequest, context: CommandContext): Promise<void> {
  const { io } = context;
  const { images, options, method, location, card, file, runtime, registry, container } = request;
  const files = container.get(FILES);
  const inputs = await readInputs(images, io.cwd);
  const writer = writerOf(
    options,
    method.explainer,
    { registry, files, codec: container.get(IMAGE_CODEC) },
    io.cwd,
  );
  const opening = openNetwork({ location, file, card, registry, runtime, signal: io.signal });
  const lots = lotsOf(inputs, options, method.explainer);
  const loaded = ahead(lots, 1, (lot) =>
    Promise.all(
      lot.map(async (input): Promise<LotInput> => {
        return { input, loaded: await attemptAsync(() => input.load(opening, writer.codec)) };
      }),
    ),
  );
  const network = await opening;
  const classes = classesOf(network, options.target);
  if (network.stored === 'float16')
    io.stderr('camscope: the network is stored in float16, and runs in float32\n');
  const { provider = runtime.baseline, fallback, precision, threads, layer, aggregate, batch } = options;
  const progress = new ProgressLine(io);
  const prepared = await prepare({
    network,
    ...method,
    layer,
    aggregate,
    batch,
    fitted: true,
    ...(await maskingOf(options, io)),
    runtime,
    session: { provider, fallback, precision, threads },
    progress: (done, total) => progress.show(`${done} of ${total} masks`),
  });
  if (prepared.provider !== provider)
    io.stderr(`camscope: running on ${prepared.provider}, since ${provider} cannot start\n`);
  await files.makeFolder(resolve(io.cwd, options.out));
  const explainer = new LotExplainer({ prepared, classes, writer, signal: io.signal });
  // What asks the network again and again for one image has it to itself.
  const explained = ahead(lots, method.explainer.perturb ? 1 : AT_WORK, async () =>
    explainer.explain(await loaded()),
  );
  const maps = await each(lots, context, options.json === true, explained);
  io.stdout(options.json ? `${JSON.stringify(maps, null, 2)}\n` : summary(maps));
}

/** How much a method that tries many masks may try, and what it may keep. */
async function maskingOf({ memory, budget, cache }: ExplainOptions, io: Io) {
  return {
    memory: memory === undefined ? undefined : memory * 2 ** 20,
    budget,
    scores: cache === undefined ? undefined : await scoresIn(resolve(io.cwd, cache), io),
  };
}

async function scoresIn(folder: string, io: Io): Promise<ScoreCache> {
  const { openStore, StoredScores } = await import('@camscope/experiment');
  const store = openStore(folder, (text) => io.stderr(`camscope: ${text}\n`));
  return new StoredScores(store, buildOf());
}

/** Inputs that go into the network together. */
function lotsOf(inputs: readonly Input[], { batch = BATCH, target }: ExplainOptions, explainer: Explainer) {
  const size = explainer.perturb || target === 'all' ? 1 : batch;
  return Array.from({ length: Math.ceil(inputs.length / size) }, (_, i) =>
    inputs.slice(i * size, (i + 1) * size),
  );
}

/** The maps of lots in order; an input that fails, or a map of it, is told. */
async function each(
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
      if ('failure' in made && io.signal.aborted) {
        progress.clear();
        context.exitCode = codeOfStop(io.signal);
        return maps;
      }
      for (const one of 'failure' in made ? [made] : made.value) {
        if ('value' in one) maps.push(one.value);
        else tell(placed(one.failure, input.image));
      }
      done++;
    }
  }
  progress.clear();
  return maps;

  function tell(error: unknown): void {
    progress.clear();
    reportError(io, error, json);
    if (context.exitCode !== EXIT.defect) context.exitCode = isDefect(error) ? EXIT.defect : EXIT.failed;
  }
}

/** An error that does not say where it is, with the image that it is about. */
function placed(error: unknown, at: string): unknown {
  if (!isCamscopeError(error) || error.details.at !== undefined || error.message.includes(at)) return error;
  return new CamscopeError(error.code, error.summary, { ...error.details, at, cause: error });
}

function summary(maps: readonly ExplainedMap[]): string {
  const header = ['image', 'class', 'label', 'score', 'probability', 'layer', 'blank', 'overlay'];
  const rows = maps.map(({ image, target, label, score, probability, layer, blank, overlay }) => [
    image,
    target,
    label,
    score.toFixed(3),
    probability.toFixed(3),
    layer,
    blank ?? '',
    overlay,
  ]);
  return table(header, rows);
}
