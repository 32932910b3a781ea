/** Is told how far work is. */
export interface Progress {
  /** A stage of `total` steps begins; the stage before it has ended. */
  begin(stage: string, total: number): ProgressOfStage;
}

export interface ProgressOfStage {
  /** `count` more steps are done: 1 by default. */
  advance(count?: number): void;
}
