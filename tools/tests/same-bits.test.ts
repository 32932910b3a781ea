import { join } from 'node:path';
import { madeOfAny } from '@camscope/conformance';
import { createContainer, parseOptions, REGISTRY, type Explainer } from '@camscope/core';
import {
  openNetwork,
  prepare,
  readsAttention,
  ScoreMatrix,
  type Network,
  type PrepareRequest,
  type ScoreCache,
} from '@camscope/engine';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { startNodeRuntime } from '@camscope/runtime-node';
import { countingRuntime, noise } from '@camscope/testkit';
import { afterAll, describe, expect, test } from 'vitest';

const location = join(import.meta.dirname, '../../packages/networks-phantom/models/phantom-cheat.onnx');
const registry = createContainer(await loadWanted(portablePlugins, ['explainer', 'model'])).get(REGISTRY);
const explainers = registry.explainer
  .all()
  .map((one, _, all) => madeOfAny(one, all))
  .filter((one) => !readsAttention(one, parseOptions(one)));
const masking = explainers.filter(({ perturb }) => perturb);
const node = startNodeRuntime();
afterAll(() => node.close());

let opened: Promise<Network> | undefined;

const images = [1, 2].map((seed) => noise(seed, [1, 128, 128]));
const items = [
  { image: images[0], classes: [1] },
  { image: images[1], classes: [0, 3] },
];

/** Few samples, and few masks in several chunks. */
const LITTLE: Readonly<Record<string, Partial<PrepareRequest>>> = {
  'integrated-gradients': { options: { steps: 4 } },
  'smooth-grad': { options: { samples: 4 } },
  'square-grad': { options: { samples: 4 } },
  'var-grad': { options: { samples: 4 } },
  'smooth-ig': { options: { samples: 2, steps: 2 } },
  'blur-ig': { options: { steps: 4, sigma: 2 } },
  'expected-gradients': { options: { samples: 4 } },
  'gradient-shap': { options: { samples: 4 } },
  // A mask takes 2.5 KiB, one of the other methods 512 KiB or more.
  'ablation-cam': { memory: 10 * 2 ** 10, budget: 10 },
  // Places cannot be left out.
  'recipro-cam': { memory: 2 * 2 ** 20 },
  // Nor segments.
  'feature-ablation': { memory: 2 * 2 ** 20, options: { cut: 'grid', segments: 9 } },
  'kernel-shap': { memory: 2 * 2 ** 20, budget: 10, options: { cut: 'grid', segments: 9 } },
  sobol: { memory: 2 * 2 ** 20, options: { cells: 2, designs: 2 } },
};
/** Those of which a budget of four masks makes no map. */
const WHOLE = ['recipro-cam', 'feature-ablation', 'sobol'];
const MASKS = { memory: 2 * 2 ** 20, budget: 10 };

interface Running extends Partial<PrepareRequest> {
  readonly signal?: AbortSignal;
  readonly threads?: number;
}

/** What comes of the items where nothing is known before, and how many images and masks ran for it. */
async function explain(explainer: Explainer, { signal, threads = 1, ...request }: Running = {}) {
  let ran = 0;
  const runtime = countingRuntime(request.runtime ?? node, (more) => (ran += more));
  const network = await (opened ??= openNetwork({ location, registry, runtime: node }));
  const session = { provider: 'cpu', threads };
  const little = LITTLE[explainer.id] ?? (explainer.perturb ? MASKS : {});
  const all = { network, explainer, session, scores: new Bytes(), ...little, ...request, runtime };
  const prepared = await prepare(all);
  try {
    return { explained: await prepared.explain(items, signal), ran };
  } finally {
    await prepared.release();
  }
}

/** Keeps what a disk would keep. */
class Bytes implements ScoreCache {
  readonly #kept: Map<string, Uint8Array>;

  /** @param before holds what is kept from the beginning. */
  constructor(before?: Bytes) {
    this.#kept = new Map(before ? before.#kept : []);
  }

  async get(key: string) {
    const bytes = this.#kept.get(key);
    return bytes && ScoreMatrix.fromBytes(bytes);
  }

  async put(key: string, matrix: ScoreMatrix) {
    this.#kept.set(key, matrix.toBytes());
  }
}

/** A method of each form: a sum, other rules of going back, a second gradient, samples, masks, a host's, others' maps. */
const FORMS = [
  'grad-cam',
  'eigen-cam',
  'lrp',
  'deep-lift',
  'shapley-cam',
  'smooth-grad',
  'score-cam',
  'rise',
  'opti-cam',
  'finer',
];
/** Of each kind of masks. */
const OTHERS = ['score-cam', 'ablation-cam', 'rise', 'lime'];

test.each(explainers.filter(({ id }) => FORMS.includes(id)))(
  '$id gives the same bits on another runtime, and in more threads',
  async (explainer) => {
    const { explained } = await explain(explainer);
    const other = startNodeRuntime();
    try {
      expect((await explain(explainer, { runtime: other })).explained).toEqual(explained);
    } finally {
      await other.close();
    }
    expect((await explain(explainer, { threads: 2 })).explained).toEqual(explained);
  },
);

const known = new Map<string, ReturnType<typeof explain>>();
let scoredByAll: Promise<Bytes> | undefined;

/** What comes of a method where nothing has been scored. */
function fresh(explainer: Explainer) {
  const first = known.get(explainer.id) ?? explain(explainer);
  known.set(explainer.id, first);
  return first;
}

/** What others have scored, and a method itself with fewer masks. */
async function scoredBefore(explainer: Explainer): Promise<Bytes> {
  const own = OTHERS.includes(explainer.id);
  return new Bytes(await (own ? scoredByOthers(explainer) : (scoredByAll ??= scoredByOthers())));
}

async function scoredByOthers(but?: Explainer): Promise<Bytes> {
  const scores = new Bytes();
  for (const other of masking.filter(({ id }) => OTHERS.includes(id))) {
    if (other !== but) await explain(other, { scores });
    if (!WHOLE.includes(other.id)) await explain(other, { scores, budget: 4 });
  }
  return scores;
}

describe.each(masking)('$id, masking', (explainer) => {
  test('gives the same bits and facts whatever others have scored', async () => {
    const { explained } = await fresh(explainer);
    const scores = await scoredBefore(explainer);
    const after = await explain(explainer, { scores });
    expect(after.explained).toEqual(explained);
    const again = await explain(explainer, { scores });
    expect(again).toEqual({ explained, ran: 0 });
  });

  test('gives the same bits and facts after an interruption', async () => {
    const { explained, ran } = await fresh(explainer);
    const scores = new Bytes();
    const stop = new AbortController();
    const progress = (done: number, total: number) => {
      expect(done).toBeLessThan(total);
      stop.abort();
    };
    const interrupted = explain(explainer, { scores, progress, signal: stop.signal });
    await expect(interrupted).rejects.toMatchObject({ code: 'INTERRUPTED' });
    const resumed = await explain(explainer, { scores });
    expect(resumed.explained).toEqual(explained);
    expect(resumed.ran).toBeLessThan(ran);
  });

  test('says what it costs when nothing is known', async () => {
    const { explained, ran } = await fresh(explainer);
    const cost = explained.map(({ passes, facts }) => passes + facts!.headPasses);
    expect(cost[0] + cost[1]).toBe(ran);
  });
});
