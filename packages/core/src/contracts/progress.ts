/** Is told how far work is. */
export interface Progress {
  /** A stage of `total` steps begins; the stage before it has ended. */
  begin(stage: string, total: number, known?: KnownOfStage): ProgressOfStage;
}

/** What is known of a stage before it begins. */
export interface KnownOfStage {
  /** What its steps are, in the plural. */
  readonly unit?: string;
  /** What a step took before. */
  readonly secondsPerStep?: number;
}

export interface ProgressOfStage {
  /** `count` more steps are done, 1 by default, of which `failed` failed. @param step what they were. */
  advance(count?: number, failed?: number, step?: StepDone): void;
}

/** What was done. */
export interface StepDone {
  /** In words. */
  readonly name: string;
  /** Images that went through a network for it. */
  readonly passes?: number;
}
