import { resolve } from 'node:path';
import {
  FILES,
  IMAGE_CODEC,
  type Container,
  type ImageCodec,
  type ModelCard,
  type ModelFile,
  type Registry,
  type Runtime,
} from '@camscope/core';
import { openNetwork, type ScoreCache } from '@camscope/engine';
import { attemptAsync } from '@camscope/pipeline/maps';
import type { CommandContext } from '../command.ts';
import type { Io } from '../io.ts';
import { buildOf } from '../plugins/version.ts';
import { ProgressLine } from '../terminal/progress-line.ts';
import { tellGuesses } from '../terminal/tell-guesses.ts';
import type { ExplainOptions } from '../usage/explain.ts';
import { ahead } from './ahead.ts';
import type { ChosenMethod } from './chosen-methods.ts';
import { classesOf } from './classes-of.ts';
import { guessedForAny } from './guessed-for.ts';
import { LotExplainer, type LotInput } from './explain-lot.ts';
import { inputsOf, type Input } from './inputs.ts';
import { lotsOf } from './lots.ts';
import { mapsOf, tellFailure } from './maps-of.ts';
import { namedFiles } from './named-files.ts';
import { OutFolder } from './out-folder.ts';
import { prepareMethods, type PreparedMethod } from './prepare-methods.ts';
import { Sheet } from './sheet.ts';
import { summary } from './summary.ts';
import { writerOf } from './writer-of.ts';

const TOP: readonly string[] = ['top1'];

/** Lots in the network or being written. One more is being read: no more than three lots of images are held. */
const AT_WORK = 2;

export interface ImagesRequest {
  readonly images: readonly string[];
  readonly options: ExplainOptions;
  readonly methods: readonly ChosenMethod[];
  readonly location: string;
  readonly card: ModelCard;
  /** The network's, which is read while images are looked for. */
  readonly file: Promise<ModelFile>;
  readonly runtime: Runtime;
  readonly registry: Pick<Registry, 'model' | 'segmenter'>;
  readonly container: Container;
}

/** Opens the network, explains the images and writes their maps. */
export async function explainImages(request: ImagesRequest, context: CommandContext): Promise<void> {
  const { io } = context;
  const { images, options, methods, location, card, file, runtime, registry, container } = request;
  const codec = container.get(IMAGE_CODEC);
  const out = new OutFolder(options.out, container.get(FILES), io.cwd);
  const named = await namedFiles(images, { codec, out }, io);
  out.keep(named.map(({ path }) => path));
  const inputs = await inputsOf(named);
  const starts = await startsOf(options, { codec, out }, io);
  const writer = writerOf(options, { registry, codec, out });
  const opening = file.then((read) =>
    openNetwork({ location, file: read, card, registry, runtime, signal: io.signal }),
  );
  const { batch, target = TOP } = options;
  const lots = lotsOf(inputs, { batch, target }, methods);
  const loaded = ahead(lots, 1, (lot) =>
    Promise.all(
      lot.map(async (input): Promise<LotInput> => {
        return { input, loaded: await attemptAsync(() => input.load(opening, codec)) };
      }),
    ),
  );
  const network = await opening;
  const classes = classesOf(network, target);
  if (network.stored === 'float16')
    io.stderr('camscope: the network is stored in float16, and runs in float32\n');
  const progress = new ProgressLine(io);
  const prepared = await prepareMethods({
    ...{ network, methods, options, runtime },
    scores: options.cache === undefined ? undefined : await scoresIn(resolve(io.cwd, options.cache), io),
    starts: async () =>
      (await Promise.all(starts.map((one) => one.load(opening, codec)))).map(({ seen }) => seen),
    progress: (text) => progress.show(text),
    tell: (error) => tellFailure(error, context, options.json === true),
  });
  tellProvider(prepared, options.provider ?? runtime.baseline, io);
  tellGuesses(network, { location, guessed: guessedForAny(inputs, prepared) }, io);
  await out.make();
  const explainer = new LotExplainer({
    ...{ methods: prepared, classes, writer, signal: io.signal },
    panels: options.sheet === true,
  });
  const explained = ahead(lots, explainer.inTurn ? 1 : AT_WORK, async () =>
    explainer.explain(await loaded()),
  );
  const rows = inputs.length * (classes === 'top1' ? 1 : classes.length);
  const sheet = options.sheet && new Sheet({ network, methods: prepared, rows, options, codec, out });
  const maps = await mapsOf({ lots, sheet, json: options.json === true }, context, explained);
  out.tellReplaced(io);
  io.stdout(options.json ? `${JSON.stringify(maps, null, 2)}\n` : summary(maps, prepared.length > 1));
}

/** The images that methods start from; nothing is written over them. */
async function startsOf(
  { baseline = [] }: ExplainOptions,
  { codec, out }: { readonly codec: ImageCodec; readonly out: OutFolder },
  io: Io,
): Promise<Input[]> {
  if (baseline.length === 0) return [];
  const named = await namedFiles(baseline, { codec, out }, io);
  out.keep(named.map(({ path }) => path));
  return inputsOf(named);
}

async function scoresIn(folder: string, io: Io): Promise<ScoreCache> {
  const [{ StoredScores }, { nodeMachine, openStore }] = await Promise.all([
    import('@camscope/experiment'),
    import('@camscope/experiment-node'),
  ]);
  const store = openStore(folder, (text) => io.stderr(`camscope: ${text}\n`));
  return new StoredScores(store, nodeMachine, buildOf());
}

function tellProvider(methods: readonly PreparedMethod[], asked: string, io: Io): void {
  const others = new Set(methods.map(({ prepared }) => prepared.provider).filter((name) => name !== asked));
  for (const provider of others)
    io.stderr(`camscope: running on ${provider}, since ${asked} cannot be used\n`);
}
