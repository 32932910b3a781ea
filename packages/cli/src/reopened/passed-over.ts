import type { Io } from '../io.ts';
import { count } from '../terminal/words.ts';

/** Counts maps that are passed over, by reason. */
export class PassedOver {
  readonly #reasons = new Map<string, number>();

  add(reason: string): void {
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
  }

  get total(): number {
    return [...this.#reasons.values()].reduce((sum, n) => sum + n, 0);
  }

  tell(io: Io, of: number): void {
    if (this.total === 0) return;
    io.stderr(`camscope: ${this.total} of ${count(of, 'map')} passed over:\n`);
    for (const [reason, n] of this.#reasons) io.stderr(`  ${count(n, 'map')}: ${reason}\n`);
  }
}
