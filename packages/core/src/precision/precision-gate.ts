import type { Precision, Session } from '../contracts/runtime.ts';
import { isCamscopeError } from '../errors/camscope-error.ts';
import { productFeeds, productPrecision, type ProductPrecision } from './product-probe.ts';

/** A provider that cannot serve. */
export interface Refusal {
  readonly provider: string;
  readonly reason: string;
}

/** Lets no provider serve that rounds more than was asked for: what it does is measured, once. */
export class PrecisionGate {
  readonly #baseline: string;
  readonly #openProbe: (provider: string, asked: Precision) => Promise<Session>;
  /** By provider and the precision that was asked for. */
  readonly #measured = new Map<string, Promise<ProductPrecision>>();

  /**
   * @param baseline computes in float32, and is not measured.
   * @param openProbe a session of its own on `productProbe`, whatever its precision.
   */
  constructor(baseline: string, openProbe: (provider: string, asked: Precision) => Promise<Session>) {
    this.#baseline = baseline;
    this.#openProbe = openProbe;
  }

  /**
   * Those that may be tried, and those that round too much. One that cannot start may be tried, and says why it cannot.
   * @throws CamscopeError RUNTIME_FAILED when a provider starts and cannot be measured.
   */
  async judge(
    providers: Iterable<string>,
    asked: Precision,
  ): Promise<{ trusted: string[]; refused: Refusal[] }> {
    const trusted: string[] = [];
    const refused: Refusal[] = [];
    for (const provider of new Set(providers)) {
      const reason = await this.#reason(provider, asked);
      if (reason === undefined) trusted.push(provider);
      else refused.push({ provider, reason });
    }
    return { trusted, refused };
  }

  /** The precision of a provider that serves. @throws CamscopeError PROVIDER_UNAVAILABLE, RUNTIME_FAILED. */
  async of(provider: string, asked: Precision): Promise<Precision> {
    return (await this.#measure(provider, asked)) === 'exact' ? 'exact' : 'tf32';
  }

  async #reason(provider: string, asked: Precision): Promise<string | undefined> {
    try {
      return precisionProblem(await this.#measure(provider, asked), asked);
    } catch (error) {
      if (isCamscopeError(error) && error.code === 'PROVIDER_UNAVAILABLE') return undefined;
      throw error;
    }
  }

  #measure(provider: string, asked: Precision): Promise<ProductPrecision> {
    if (provider === this.#baseline) return Promise.resolve('exact');
    const key = `${provider} ${asked}`;
    const known = this.#measured.get(key);
    if (known) return known;
    const measured = this.#run(provider, asked);
    this.#measured.set(key, measured);
    measured.catch(() => this.#measured.delete(key));
    return measured;
  }

  async #run(provider: string, asked: Precision): Promise<ProductPrecision> {
    const session = await this.#openProbe(provider, asked);
    try {
      return productPrecision(await session.run(productFeeds()));
    } finally {
      await session.release();
    }
  }
}

/** Why products of this precision will not do where another is asked for. */
function precisionProblem(found: ProductPrecision, asked: Precision): string | undefined {
  if (found === 'exact' || found === asked) return undefined;
  const rounded = found === 'tf32' ? 'TF32' : 'half precision';
  const wanted = asked === 'exact' ? 'exact products are' : 'TF32 is';
  return `It rounds to ${rounded} what it multiplies, and ${wanted} asked for`;
}
