/** Paths as they are written into a study, relative to it. */
export interface StarterAnswers {
  /** Folder of the images. */
  readonly images?: string;
  /** What readers drew. */
  readonly boxes?: string;
  /** What is known of whole images. */
  readonly labels?: string;
  /** Networks, with their model cards; none where nobody named any. */
  readonly models?: readonly { readonly file: string; readonly card?: string }[];
}

/** A study to begin with, for data of one kind. */
export interface Starter {
  /** What may be answered; nothing else is asked. */
  readonly takes: readonly (keyof StarterAnswers)[];
  /** Those of them without which the study cannot run; none for one that runs as it is. */
  readonly needs: readonly (keyof StarterAnswers)[];
  /** A study file, commented, in YAML; what is not answered is filled in by the user. */
  write(answers: StarterAnswers): string;
}
