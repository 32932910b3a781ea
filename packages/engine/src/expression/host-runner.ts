import type { FloatTensor, HostAnswer, HostGiven } from '@camscope/core';
import { checkItems } from '../check-items.ts';
import { Fitted } from '../fitted.ts';
import { tensorOf } from '../image-tensor.ts';
import type {
  Explained,
  ExplainItem,
  FittedExplainer,
  PreparedExplainer,
  RawMap,
} from '../prepared-explainer.ts';
import { RowsRunner, type CompiledRuns, type Ran } from './rows-runner.ts';
import type { AnyHostExplainer } from './written-for.ts';

type Fetched = Readonly<Record<string, FloatTensor>>;

export interface HostMethod {
  readonly explainer: AnyHostExplainer;
  /** As the explainer takes them. */
  readonly options: Record<string, unknown>;
}

/** A method that makes its maps outside of the graph, of what is fetched from it. */
export class HostRunner extends Fitted implements PreparedExplainer {
  readonly provider: string;
  readonly size?: number;
  readonly #method: HostMethod;
  readonly #rows: RowsRunner<Fetched>;

  constructor(fitted: FittedExplainer, runs: CompiledRuns, method: HostMethod) {
    super(fitted);
    this.provider = runs.session.provider;
    this.size = runs.options.size;
    this.#method = method;
    this.#rows = new RowsRunner(fitted.network, runs, (outputs, row) => outputs.fetchedOf(row));
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
