import type { FloatTensor } from '@camscope/core';
import { baselinesIn, type Compiled, type Sampled } from '@camscope/onnx';
import { baselineTensors } from '../baselines/baseline-tensors.ts';
import { checkItems } from '../check-items.ts';
import { Fitted } from '../fitted.ts';
import type { ExplainImage } from '../image-tensor.ts';
import type { Explained, ExplainItem, FittedExplainer, PreparedExplainer } from '../prepared-explainer.ts';
import { averageSamples } from './average-samples.ts';
import { apart, targetsOf } from './lots-of.ts';
import { RowsRunner, type CompiledRuns } from './rows-runner.ts';

/** An expression compiled behind a network: one run gives logits and maps. */
export class ExpressionRunner extends Fitted implements PreparedExplainer {
  readonly provider: string;
  readonly size?: number;
  readonly #compiled: Compiled;
  readonly #starts?: readonly ExplainImage[];
  readonly #rows: RowsRunner<FloatTensor>;

  /** @param starts images of the data that attributions start from. */
  constructor(fitted: FittedExplainer, runs: CompiledRuns, starts?: readonly ExplainImage[]) {
    super(fitted);
    this.provider = runs.session.provider;
    this.size = runs.options.size;
    this.#compiled = runs.compiled;
    this.#starts = starts;
    this.#rows = new RowsRunner(fitted.network, runs, (outputs, row) => outputs.mapOf(row));
  }

  async explain(items: readonly ExplainItem[], signal?: AbortSignal): Promise<Explained[]> {
    checkItems(this.network, items);
    const { samples } = this.#compiled;
    if (samples) {
      const explained: Explained[] = [];
      for (const item of items) explained.push(await this.#sample(item, samples, signal));
      return explained;
    }
    const ran = await this.#rows.run(items, signal);
    return ran.map(({ logits, rows, passes }) => {
      return { logits, maps: rows.map(({ target, value }) => ({ target, raw: value })), passes };
    });
  }

  release(): Promise<void> {
    return this.#rows.session.release();
  }

  async #sample(item: ExplainItem, sampled: Sampled, signal?: AbortSignal): Promise<Explained> {
    if (this.#compiled.shareable) return this.#average(item, sampled, signal);
    const parts: Explained[] = [];
    for (const part of apart(item)) parts.push(await this.#average(part, sampled, signal));
    const passes = parts.reduce((sum, part) => sum + part.passes, 0);
    return { ...parts[0], maps: parts.flatMap(({ maps }) => maps), passes };
  }

  #average(item: ExplainItem, sampled: Sampled, signal?: AbortSignal): Promise<Explained> {
    const targets = targetsOf(item);
    const perSample = Math.max(1, targets.length);
    const { session, options } = this.#rows;
    const size = this.network.fixedBatch ? 1 : Math.max(1, Math.floor(options.batch / perSample));
    const image = this.#rows.batchOf([item.image]);
    const { network } = this;
    const baselines = baselinesIn(sampled.samples);
    const data = this.#starts?.map((start) => this.#rows.batchOf([start]));
    const of = {
      image,
      view: network.head.image.view,
      baselines: baselines ? baselineTensors({ baselines, image, network, data }) : [],
    };
    const filled = this.size !== undefined;
    return averageSamples({ session, sampled, of, targets, size, filled, signal });
  }
}
