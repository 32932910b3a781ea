import type { FloatTensor, HostAnswer, HostGiven, Layer } from '@camscope/core';
import type { Compiled } from '@camscope/onnx';
import { checkItems } from '../check-items.ts';
import { tensorOf } from '../image-tensor.ts';
import type { Network } from '../network.ts';
import type {
  Explained,
  ExplainItem,
  FittedExplainer,
  PreparedExplainer,
  RawMap,
} from '../prepared-explainer.ts';
import type { ExpressionSession } from './expression-session.ts';
import type { AnyHostExplainer } from './written-for.ts';
import { RowsRunner, type Ran, type RunnerOptions } from './rows-runner.ts';

type Fetched = Readonly<Record<string, FloatTensor>>;

export interface HostMethod {
  readonly explainer: AnyHostExplainer;
  /** As the explainer takes them. */
  readonly options: Record<string, unknown>;
}

/** A method that makes its maps outside of the graph, of what is fetched from it. */
export class HostRunner implements PreparedExplainer {
  readonly network: Network;
  readonly layers: readonly Layer[];
  readonly layer: string;
  readonly approximate: boolean;
  readonly provider: string;
  readonly size?: number;
  readonly #method: HostMethod;
  readonly #rows: RowsRunner<Fetched>;

  constructor(
    { network, layers, layer, approximate }: FittedExplainer,
    compiled: Compiled,
    session: ExpressionSession,
    options: RunnerOptions,
    method: HostMethod,
  ) {
    this.network = network;
    this.layers = layers;
    this.layer = layer;
    this.approximate = approximate;
    this.provider = session.provider;
    this.size = options.size;
    this.#method = method;
    this.#rows = new RowsRunner(network, compiled, session, options, (outputs, row) =>
      outputs.fetchedOf(row),
    );
  }

  async explain(items: readonly ExplainItem[], signal?: AbortSignal): Promise<Explained[]> {
    checkItems(this.network, items);
    const ran = await this.#rows.run(items, signal);
    const explained: Explained[] = [];
    for (const [i, item] of items.entries()) explained.push(await this.#finish(item, ran[i], signal));
    return explained;
  }

  release(): Promise<void> {
    return this.#rows.session.release();
  }

  async #finish({ image }: ExplainItem, ran: Ran<Fetched>, signal?: AbortSignal): Promise<Explained> {
    const { explainer, options } = this.#method;
    const { logits, rows } = ran;
    const asking = new Asking(this.#rows, signal);
    const maps: RawMap[] = [];
    for (const { target, value } of rows) {
      const given = {
        ...{ ...value, logits, target, image: tensorOf(image, this.network) },
        ask: (images: readonly FloatTensor[]) => asking.ask(images, target),
      } as HostGiven;
      const raw = await explainer.host(given, options);
      asking.throwFailure();
      maps.push({ target, raw });
    }
    return { logits, maps, passes: ran.passes + asking.passes };
  }
}

/** Asks the network about more images, and counts them. */
class Asking {
  passes = 0;
  readonly #rows: RowsRunner<Fetched>;
  readonly #signal: AbortSignal | undefined;
  #failure: { readonly cause: unknown } | undefined;

  constructor(rows: RowsRunner<Fetched>, signal: AbortSignal | undefined) {
    this.#rows = rows;
    this.#signal = signal;
  }

  async ask(images: readonly FloatTensor[], target: number): Promise<HostAnswer[]> {
    const items = images.map((image) => ({ image, classes: [target] }));
    try {
      const ran = await this.#rows.run(items, this.#signal);
      this.passes += ran.reduce((sum, { passes }) => sum + passes, 0);
      return ran.map(({ logits, rows: [row] }) => ({ ...row.value, logits }) as HostAnswer);
    } catch (cause) {
      this.#failure ??= { cause };
      throw cause;
    }
  }

  /** A method that goes on without an answer has no map. */
  throwFailure(): void {
    if (this.#failure) throw this.#failure.cause;
  }
}
