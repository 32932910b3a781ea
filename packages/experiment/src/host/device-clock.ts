import { runtimeWith, sessionWith, token, type Runtime, type Session } from '@camscope/core';

/** What networks can wait for while none runs. */
export const waits = ['opening', 'images', 'keeping', 'measuring'] as const;
export type Wait = (typeof waits)[number];

/** What time is spent on. */
type Part = Wait | 'running' | 'other';

/** How the time of a run went, in seconds. */
export interface DeviceTime {
  readonly seconds: number;
  /** While a network ran. */
  readonly busy: number;
  /** While none ran: sessions were opened, images read, results kept or maps measured; the rest is other work. */
  readonly waited: Readonly<Record<Wait, number>>;
}

/** Tells how much of the time networks run, and what they wait for. Time counts between `start` and `stop`. */
export class DeviceClock {
  readonly #underWay = nothing();
  /** Milliseconds. */
  readonly #spent = nothing();
  #since: number | undefined;

  start(): void {
    this.#since = performance.now();
  }

  stop(): void {
    this.#settle();
    this.#since = undefined;
  }

  get time(): DeviceTime {
    this.#settle();
    const seconds = (part: Part) => Math.round(this.#spent[part]) / 1000;
    const waited = Object.fromEntries(waits.map((wait) => [wait, seconds(wait)])) as Record<Wait, number>;
    const all = Object.values(this.#spent).reduce((sum, spent) => sum + spent);
    return { seconds: Math.round(all) / 1000, busy: seconds('running'), waited };
  }

  /** Gives what is awaited; while no network runs, it is what they wait for. */
  async during<T>(what: Wait | 'running', awaited: Promise<T>): Promise<T> {
    this.#change(what, 1);
    try {
      return await awaited;
    } finally {
      this.#change(what, -1);
    }
  }

  /** The items of `source`, each awaited. */
  async *each<T>(what: Wait, source: AsyncGenerator<T>): AsyncGenerator<T> {
    try {
      for (;;) {
        const next = await this.during(what, source.next());
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await source.return(undefined);
    }
  }

  /** The same runtime, whose sessions tell this clock when they open and run. */
  watch(runtime: Runtime): Runtime {
    const watched = (session: Session) =>
      sessionWith(session, {
        run: (feeds, options) => this.during('running', session.run(feeds, options)),
      });
    return runtimeWith(runtime, {
      open: async (source, options) => watched(await this.during('opening', runtime.open(source, options))),
    });
  }

  #change(what: Wait | 'running', by: number): void {
    this.#settle();
    this.#underWay[what] += by;
  }

  /** The time since the last change goes to what is under way: a network before all, then what comes first of what they wait for. */
  #settle(): void {
    if (this.#since === undefined) return;
    const now = performance.now();
    const what = (['running', ...waits] as const).find((part) => this.#underWay[part] > 0) ?? 'other';
    this.#spent[what] += now - this.#since;
    this.#since = now;
  }
}

function nothing(): Record<Part, number> {
  return { running: 0, opening: 0, images: 0, keeping: 0, measuring: 0, other: 0 };
}

export const DEVICE_CLOCK = token<DeviceClock>('experiment/device-clock');
