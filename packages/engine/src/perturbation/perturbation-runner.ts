import type { FloatTensor } from '@camscope/core';
import { checkItems } from '../check-items.ts';
import { topClass } from '../classes.ts';
import { Fitted } from '../fitted.ts';
import { tensorOf } from '../image-tensor.ts';
import type { Explained, ExplainItem, FittedExplainer, PreparedExplainer } from '../prepared-explainer.ts';
import { sha256 } from '../sha256.ts';
import { ImageRun } from './image-run.ts';
import type { PreparedPerturbation } from './prepared-perturbation.ts';
import { mapsFromScores } from './maps-from-scores.ts';
import { ScoreMatrix } from './score-matrix.ts';

/** A method of perturbation on one network: streams masks through the device and reads maps off their scores. */
export class PerturbationRunner extends Fitted implements PreparedExplainer {
  readonly provider: string;
  readonly size?: number;
  readonly #own: PreparedPerturbation;

  constructor(fitted: FittedExplainer, own: PreparedPerturbation) {
    super(fitted);
    this.provider = own.masked.provider;
    this.size = own.size;
    this.#own = own;
  }

  /** Image after image: the masks of one fill the device. */
  async explain(items: readonly ExplainItem[], signal?: AbortSignal): Promise<Explained[]> {
    checkItems(this.network, items);
    const explained: Explained[] = [];
    for (const item of items) explained.push(await this.#explainOne(item, signal));
    return explained;
  }

  async release(): Promise<void> {
    const { masked, plain } = this.#own;
    await Promise.all([...new Set([masked, plain])].map((session) => session.release()));
  }

  async #explainOne({ image: given, classes }: ExplainItem, signal?: AbortSignal): Promise<Explained> {
    const image = tensorOf(given, this.network);
    const { scores } = this.#own;
    const key = await this.#keyOf(image);
    const matrix = (await scores.get(key)) ?? new ScoreMatrix(this.network.head.classes);
    const run = new ImageRun(this.#own, image, matrix, signal);
    try {
      return await this.#run(run, classes);
    } finally {
      if (run.ran) await scores.put(key, matrix);
    }
  }

  async #run(run: ImageRun, classes: ExplainItem['classes']): Promise<Explained> {
    const logits = await run.asItIs();
    const targets = classes === 'top1' ? [topClass(logits)] : classes;
    if (targets.length === 0) return { logits, maps: [], passes: 1 };
    const set = run.maskSet();
    const { perturbation, budget = Infinity } = this.#own;
    const taken = [...set.order].slice(0, set.taken(budget));
    const scored = await run.score(set, taken);
    const references = await run.references(set, perturbation.references ?? []);
    const maps = mapsFromScores(run, perturbation, set, taken, targets);
    const ofImage = perturbation.of === 'image';
    const facts = {
      maps: set.count,
      taken: taken.length,
      constant: set.constant,
      duplicates: set.duplicates,
      scored,
      headPasses: ofImage ? 0 : scored,
      scoreSpace: run.scoreSpace,
    };
    return { logits, maps, passes: 1 + references + (ofImage ? scored : 0), facts };
  }

  async #keyOf({ data, dims }: FloatTensor): Promise<string> {
    const image = await sha256(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return sha256(new TextEncoder().encode(JSON.stringify([this.#own.identity, dims, image])));
  }
}
