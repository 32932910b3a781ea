/** What a server of runs tells of one, which a page asks again and again. */
export interface RunState {
  /** Of its folder. */
  readonly name: string;
  /** Changes whenever its tables are made anew; absent where there are none yet. */
  readonly version?: string;
  /** Names of the files in its folder. */
  readonly files: readonly string[];
  /** How far a run is that has not ended. */
  readonly progress?: RunProgress;
}

/** Of all parts of a run together. */
export interface RunProgress {
  readonly units: number;
  readonly done: number;
  readonly failed: number;
  /** Seconds, of the part that takes longest; null where nobody knows. */
  readonly timeLeft: number | null;
}
