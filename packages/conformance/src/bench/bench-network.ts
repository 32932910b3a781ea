import {
  CamscopeError,
  floatTensor,
  type FloatTensor,
  type Precision,
  type Raster,
  type Runtime,
  type Session,
} from '@camscope/core';
import { MemoryScoreCache, prepare, type Network } from '@camscope/engine';
import { arrangementOf, channelsAt, draftOf, sizeAt } from '@camscope/onnx';
import { repeated } from '../checks/differences.ts';
import { noise } from '../tensors.ts';
import type { BenchOptions, BenchRow } from './bench-report.ts';
import type { BenchNetwork } from './bench-networks.ts';
import { inTurns, timed } from './rounds.ts';
import { workloads, type Workload } from './workloads.ts';

/** Images in a run: the most of these that take no longer than these milliseconds. */
const BATCHES = [64, 32, 16, 8, 4, 2, 1];
const LONGEST = 600;
/** Masks of one image at most, as many as the last maps of ResNet-50. */
const MASKS = 2048;
/** What the networks take is what the batch takes. */
const MEMORY = 2 ** 36;

/** A network that is being measured. */
interface Course {
  readonly title: string;
  readonly network: Network;
  readonly runtime: Runtime;
  readonly options: BenchOptions;
  readonly bare: Session;
  /** float32 [C,H,W] */
  readonly image: FloatTensor;
  /** 8-bit grey, as explanations are fed in studies. */
  readonly radiograph: Raster;
  /** Of `performance.now()`. */
  readonly until: number;
}

/** Times a network, as far as the time allows. */
export async function benchNetwork(
  { title, open }: BenchNetwork,
  runtime: Runtime,
  options: BenchOptions,
  until: number,
): Promise<{ rows: BenchRow[]; precision: Precision }> {
  const { provider, precision, progress, signal } = options;
  progress?.(`${title}: opening`);
  const network = await open(runtime);
  const { graph, head, file } = network;
  const { draft } = draftOf(graph);
  draft.setOutputs([{ name: head.logits }]);
  const bare = await runtime.open(draft.toSource(file), { provider, precision });
  try {
    const image = noise(1, [channelsAt(graph, head.image), ...sizeAt(graph, head.image)]);
    const radiograph = greyNoise(sizeAt(graph, head.image));
    const course = { title, network, runtime, options, bare, image, radiograph, until };
    const { batch, milliseconds } = await suited(course);
    const rows: BenchRow[] = [{ network: title, workload: 'forward', batch, milliseconds, ratio: 1 }];
    for (const [i, workload] of workloads.entries()) {
      if (signal?.aborted)
        throw new CamscopeError('INTERRUPTED', 'The bench was cancelled', { cause: signal.reason });
      progress?.(`${title}: ${workload.title}`);
      const guesses = workloads.slice(i).reduce((sum, { guess }) => sum + guess, 0);
      const share = ((until - performance.now()) * workload.guess) / guesses;
      rows.push(await benchWorkload(workload, course, { batch, milliseconds, share }));
    }
    return { rows, precision: bare.precision };
  } finally {
    await bare.release();
  }
}

/** The batch that suits the device, and what a bare run of it takes. */
async function suited(course: Course): Promise<{ batch: number; milliseconds: number }> {
  const { network, until } = course;
  const alone = await timed(bareRun(course, 1));
  // A device that is idle tells nothing of many images by one.
  const [batch] = network.fixedBatch ? [1] : BATCHES.filter((size) => size === 1 || size * alone < LONGEST);
  if (batch === 1) return { batch, milliseconds: alone };
  const { milliseconds } = await inTurns(
    async () => undefined,
    bareRun(course, batch),
    performance.now() + (until - performance.now()) / 10,
  );
  return { batch, milliseconds };
}

/** Runs the network alone. The batch stays where it runs: what is timed is the device. */
function bareRun({ bare, network, image }: Course, batch: number): () => Promise<unknown> {
  const { tensor, view } = network.head.image;
  const { data, dims } = repeated(floatTensor(image.data, [1, ...image.dims]), batch);
  // Noise is noise in whatever order.
  const feeds = { [tensor]: floatTensor(data, arrangementOf(view).tensorShape(dims)) };
  return () => bare.run(feeds, { constant: [tensor] });
}

async function benchWorkload(
  { title: workload, explainer, masks, guess }: Workload,
  course: Course,
  { batch, milliseconds, share }: { batch: number; milliseconds: number; share: number },
): Promise<BenchRow> {
  const { title, network, runtime, options, radiograph } = course;
  const row = { network: title, workload, batch };
  // One run to open it, and a round of two of each.
  if (milliseconds * (2 + 3 * guess) > share) return row;
  const masked = Math.floor(share / 5 / (milliseconds * guess)) * batch;
  const budget = Math.min(MASKS, Math.max(batch, masked));
  const end = performance.now() + share;
  const session = { provider: options.provider, precision: options.precision };
  const prepared = await prepare({
    ...{ network, explainer, runtime, session, batch, memory: MEMORY, fitted: true },
    ...(masks ? { budget, scores: new MemoryScoreCache(0) } : {}),
  });
  try {
    const classes = masks ? network.labels.map((_, i) => i) : [0];
    const items = Array.from({ length: masks ? 1 : batch }, () => ({ image: radiograph, classes }));
    const own = () => prepared.explain(items);
    const [{ facts }] = await own();
    const runs = facts ? facts.scored / batch : 1;
    const { milliseconds, ratio, rounds } = await inTurns(bareRun(course, batch), own, end);
    return { ...row, milliseconds: milliseconds / runs, ratio: ratio / runs, rounds };
  } finally {
    await prepared.release();
  }
}

function greyNoise([height, width]: readonly [number, number]): Raster {
  const { data } = noise(1, [height, width], 127.5);
  return { width, height, channels: 1, white: 255, data: Uint8Array.from(data, (value) => value + 127.5) };
}
