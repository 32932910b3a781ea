import type { Io } from '../io.ts';

/** Milliseconds between two updates. */
const ON_A_TERMINAL = 100;
const IN_A_LOG = 10_000;

/** Progress on stderr: one line that is rewritten on a terminal, a line now and then elsewhere. */
export class ProgressLine {
  readonly #io: Io;
  readonly #now: () => number;
  #last = -Infinity;
  #drawn = false;

  /** @param now milliseconds since any moment. */
  constructor(io: Io, now: () => number = () => performance.now()) {
    this.#io = io;
    this.#now = now;
  }

  /** Shows `text` unless the last one is too recent. */
  show(text: string): void {
    const now = this.#now();
    if (now - this.#last < (this.#io.stderrIsTty ? ON_A_TERMINAL : IN_A_LOG)) return;
    this.#last = now;
    this.#io.stderr(this.#io.stderrIsTty ? `\r\x1b[K${text}` : `${text}\n`);
    this.#drawn = true;
  }

  /** Leaves `text` behind, whatever was shown before. */
  tell(text: string): void {
    this.clear();
    this.#io.stderr(`${text}\n`);
    if (this.#io.stderrIsTty) this.#last = -Infinity;
  }

  /** Leaves a clean line behind. */
  clear(): void {
    if (this.#drawn && this.#io.stderrIsTty) this.#io.stderr('\r\x1b[K');
    this.#drawn = false;
  }
}
