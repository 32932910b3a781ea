import type { Session } from '@camscope/core';

/** What a graph of an explanation takes: grey levels or images, with an index of rows or without. */
export interface Variant {
  readonly levels: boolean;
  readonly indexed: boolean;
}

/** The graphs of one explanation, each opened when it is first asked for. */
export class SessionVariants {
  readonly #open: (variant: Variant) => Promise<Session>;
  readonly #opening = new Map<string, Promise<Session>>();
  readonly #opened = new Map<string, Session>();

  constructor(open: (variant: Variant) => Promise<Session>) {
    this.#open = open;
  }

  /**
   * One that is open at once, so that a run is begun before the next is prepared.
   * @throws CamscopeError as `Runtime.open`: one that could not be opened may be asked for again.
   */
  get(variant: Variant): Session | Promise<Session> {
    const key = JSON.stringify([variant.levels, variant.indexed]);
    return this.#opened.get(key) ?? this.#opening.get(key) ?? this.#openFirst(key, variant);
  }

  /** Idempotent. */
  async release(): Promise<void> {
    const opened = await Promise.allSettled(this.#opening.values());
    await Promise.all(opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value.release()] : [])));
  }

  #openFirst(key: string, variant: Variant): Promise<Session> {
    const opening = this.#open(variant);
    this.#opening.set(key, opening);
    opening.then(
      (session) => this.#opened.set(key, session),
      () => this.#opening.delete(key),
    );
    return opening;
  }
}
