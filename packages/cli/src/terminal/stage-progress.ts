import type { KnownOfStage, Progress, ProgressOfStage } from '@camscope/core';
import { Pace } from './pace.ts';
import type { ProgressLine } from './progress-line.ts';
import { duration, pace } from './words.ts';

/** How far a stage is. */
interface State {
  readonly stage: string;
  readonly unit?: string;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly secondsPerStep?: number;
}

/** Shows how far the stage at hand is, its pace and the time left; when it ends, how long it took. */
export class StageProgress implements Progress {
  readonly #line: ProgressLine;
  readonly #now: () => number;
  #end = () => {};

  /** @param now milliseconds since any moment. */
  constructor(line: ProgressLine, now: () => number = () => performance.now()) {
    this.#line = line;
    this.#now = now;
  }

  begin(stage: string, total: number, { unit, secondsPerStep }: KnownOfStage = {}): ProgressOfStage {
    this.end();
    const begun = this.#now();
    const steps = new Pace(secondsPerStep);
    let [done, failed, last] = [0, 0, begun];
    const state = (): State => ({
      ...{ stage, unit, total, done, failed },
      secondsPerStep: steps.secondsPerStep,
    });
    if (total > 0) this.#end = () => this.#line.tell(endLine(state(), (this.#now() - begun) / 1000));
    if (total > 0 && secondsPerStep !== undefined) this.#line.show(stageLine(state()));
    return {
      advance: (count = 1, failing = 0) => {
        const now = this.#now();
        steps.add(count, (now - last) / 1000);
        last = now;
        done += count;
        failed += failing;
        if (done < total) this.#line.show(stageLine(state()));
      },
    };
  }

  /** The stage at hand has ended. */
  end(): void {
    this.#end();
    this.#end = () => {};
  }
}

/** `explain: 312 of 880 lots, 2 failed · 3.2 per second · 2 min 58 s left` */
function stageLine(state: State): string {
  const { total, done, secondsPerStep } = state;
  if (secondsPerStep === undefined) return counts(state);
  return `${counts(state)} · ${pace(secondsPerStep)} · ${duration((total - done) * secondsPerStep)} left`;
}

/** `explain: 880 of 880 lots, 2 failed, in 4 min 35 s` */
function endLine(state: State, seconds: number): string {
  return `${counts(state)}, in ${duration(seconds)}`;
}

function counts({ stage, unit, total, done, failed }: State): string {
  return `${stage}: ${done} of ${total}${unit ? ` ${unit}` : ''}${failed > 0 ? `, ${failed} failed` : ''}`;
}
