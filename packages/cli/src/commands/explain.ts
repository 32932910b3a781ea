import { resolve } from 'node:path';
import {
  FILES,
  IMAGE_CODEC,
  parseOptions,
  presetOf,
  type Explainer,
  type Files,
  type ImageCodec,
  type Registry,
} from '@camscope/core';
import { openNetwork, prepare, type ScoreCache } from '@camscope/engine';
import { mapSchema, type MapOptions } from '@camscope/pipeline/maps';
import { loadNamedPlugins, modelOf, withRuntime, type CommandContext } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { ahead } from '../explain/ahead.ts';
import { classesOf } from '../explain/classes-of.ts';
import { explainInput } from '../explain/explain-input.ts';
import { readInputs, type Input } from '../explain/inputs.ts';
import type { ExplainedMap, MapWriter } from '../explain/write-map.ts';
import { ProgressLine } from '../terminal/progress-line.ts';
import { reportError } from '../terminal/report-error.ts';
import { table } from '../terminal/table.ts';
import type { ExplainOptions } from '../usage/explain.ts';

export async function explain(
  images: readonly string[],
  options: ExplainOptions,
  context: CommandContext,
): Promise<void> {
  const { io } = context;
  const plugins = await loadNamedPlugins(options, io, kindsFor(options));
  const { container, registry } = plugins;
  const { location, card } = await modelOf(options, io);
  const explainer = registry.explainer.get(options.method);
  const methodOptions = parseOptions(explainer, options.option);
  const files = container.get(FILES);
  const inputs = await readInputs(images, io.cwd);
  await withRuntime(plugins, async (runtime) => {
    const parts = { registry, files, codec: container.get(IMAGE_CODEC) };
    const writer = writerOf(options, explainer, parts, io.cwd);
    const opening = openNetwork({ location, card, registry, runtime, signal: io.signal });
    const loaded = ahead(inputs, (input) => input.load(opening, writer.codec));
    const network = await opening;
    const classes = classesOf(network, options.target);
    const { provider = runtime.baseline, fallback, threads, layer, aggregate, batch } = options;
    const session = { provider, fallback, threads };
    const method = {
      explainer,
      options: methodOptions,
      layer,
      aggregate,
      batch,
      ...(await maskingOf(options, files, io.cwd)),
    };
    const progress = new ProgressLine(io);
    const onMasks = (done: number, total: number) => progress.show(`${done} of ${total} masks`);
    const prepared = await prepare({ ...method, network, runtime, session, progress: onMasks });
    if (prepared.provider !== provider) {
      io.stderr(`camscope: running on ${prepared.provider}, since ${provider} cannot start\n`);
    }
    await files.makeFolder(resolve(io.cwd, options.out));
    const request = { prepared, classes, writer, signal: io.signal };
    const maps = await each(inputs, context, options.json === true, (input) =>
      explainInput(input, loaded(), request),
    );
    io.stdout(options.json ? `${JSON.stringify(maps, null, 2)}\n` : summary(maps));
  });
}

function kindsFor({ segmenter }: ExplainOptions) {
  const always = ['explainer', 'model', 'runtime', 'image-codec'] as const;
  return segmenter === undefined ? always : ([...always, 'segmenter'] as const);
}

/** How much a method that tries many masks may try, and what it may keep. */
async function maskingOf({ memory, budget, cache }: ExplainOptions, files: Files, cwd: string) {
  return {
    memory: memory === undefined ? undefined : memory * 2 ** 20,
    budget,
    scores: cache === undefined ? undefined : await scoresIn(resolve(cwd, cache), files),
  };
}

async function scoresIn(folder: string, files: Files): Promise<ScoreCache> {
  const { FolderScoreCache } = await import('@camscope/experiment');
  return new FolderScoreCache(folder, files);
}

/** Explains one input after the other; one that fails is told and loses no other. */
async function each(
  inputs: readonly Input[],
  context: CommandContext,
  json: boolean,
  work: (input: Input) => Promise<ExplainedMap[]>,
): Promise<ExplainedMap[]> {
  const { io } = context;
  const progress = new ProgressLine(io);
  const maps: ExplainedMap[] = [];
  for (const [i, input] of inputs.entries()) {
    if (inputs.length > 1) progress.show(`${i} of ${inputs.length} images`);
    try {
      maps.push(...(await work(input)));
    } catch (error) {
      progress.clear();
      if (io.signal.aborted) {
        context.exitCode = EXIT.interrupted;
        break;
      }
      reportError(io, error, json);
      context.exitCode = EXIT.failed;
    }
  }
  progress.clear();
  return maps;
}

interface WriterParts {
  readonly registry: Pick<Registry, 'segmenter'>;
  readonly files: Files;
  readonly codec: ImageCodec;
}

function writerOf(
  options: ExplainOptions,
  explainer: Explainer,
  { registry, files, codec }: WriterParts,
  cwd: string,
): MapWriter {
  const { colourMap, out, segmenter: id } = options;
  const segmenter = id === undefined ? undefined : registry.segmenter.get(id);
  return {
    explainer,
    how: mapOptionsOf(options, explainer),
    colourMap,
    segment: segmenter && ((map, context) => segmenter.segment(map, parseOptions(segmenter), context)),
    codec,
    files,
    out,
    cwd,
  };
}

/** As the command line says, else as the method's preset does, else as the method does. */
function mapOptionsOf(options: ExplainOptions, explainer: Explainer): MapOptions {
  const { reduce, upsample, rectify, normalise } = options;
  const given = Object.entries({ reduce, upsample, rectify, normalise }).filter(
    ([, value]) => value !== undefined,
  );
  const own = explainer.finish?.(parseOptions(explainer, options.option));
  const preset = presetOf(explainer, options.option)?.map;
  return mapSchema.parse({ ...own, ...preset, ...Object.fromEntries(given) });
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
