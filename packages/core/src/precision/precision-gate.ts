import type { Precision, Session } from '../contracts/runtime.ts';
import { isCamscopeError } from '../errors/camscope-error.ts';
import { productFeeds, productPrecision, type ProductPrecision } from './product-probe.ts';

/** A provider that cannot serve. */
export interface Refusal {
  readonly provider: string;
  readonly reason: string;
  /** It starts and computes, but rounds more than was asked for. */
  readonly rounds?: true;
}

/** Lets no provider serve that cannot compute, or rounds more than was asked for: what it does is measured, once. */
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

  /** Those that may be tried, and those that start and may not. One that cannot start may be tried, and says why it cannot. */
  async judge(
    providers: Iterable<string>,
    asked: Precision,
  ): Promise<{ trusted: string[]; refused: Refusal[] }> {
    const trusted: string[] = [];
    const refused: Refusal[] = [];
    for (const provider of new Set(providers)) {
      const refusal = await this.#refusal(provider, asked);
      if (refusal) refused.push(refusal);
      else trusted.push(provider);
    }
    return { trusted, refused };
  }

  /** The precision of a provider that serves. @throws CamscopeError PROVIDER_UNAVAILABLE, RUNTIME_FAILED. */
  async of(provider: string, asked: Precision): Promise<Precision> {
    return (await this.#measure(provider, asked)) === 'exact' ? 'exact' : 'tf32';
  }

  async #refusal(provider: string, asked: Precision): Promise<Refusal | undefined> {
    try {
      const reason = precisionProblem(await this.#measure(provider, asked), asked);
      return reason === undefined ? undefined : { provider, reason, rounds: true };
    } catch (error) {
      if (!isCamscopeError(error)) throw error;
      if (error.code === 'PROVIDER_UNAVAILABLE') return undefined;
      if (error.code !== 'RUNTIME_FAILED') throw error;
      return { provider, reason: `It starts, and cannot compute: ${error.details.found ?? error.summary}` };
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
