/** What a command line changes of a study. Plain data. */
export interface StudyOverrides {
  /** `path=value`, in the order given. */
  readonly set: readonly string[];
  /** So many images: the first that have an annotation. */
  readonly limit?: number;
  /** `key=name`: what is left of the study. Several of one key add up, keys intersect. */
  readonly only: readonly string[];
}

export const noOverrides: StudyOverrides = { set: [], only: [] };

/** What may be chosen among. */
export const onlyKeys = ['method', 'model', 'class', 'segmenter', 'metric'] as const;
export type OnlyKey = (typeof onlyKeys)[number];

/** The names that are wanted, by key; all where a key is absent. */
export type Only = Readonly<Partial<Record<OnlyKey, readonly string[]>>>;
