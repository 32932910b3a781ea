import type { OpenContext } from './open-context.ts';

/** Paths as they are written into a study, relative to it. */
export interface StarterAnswers {
  /** Folder of the images. */
  readonly images?: string;
  /** What readers drew: a file, or a folder of files. */
  readonly annotations?: string;
  /** What is known of whole images. */
  readonly labels?: string;
  /** Networks, with their model cards; none where nobody named any. */
  readonly models?: readonly { readonly file: string; readonly card?: string }[];
  /** What the files told when they were looked at. */
  readonly seen?: SeenFiles;
}

/** What a look at the files gave, for a study to say it. */
export interface SeenFiles {
  /** What is in them, in lines. */
  readonly account: readonly string[];
  /** Options of the reader that the files tell. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether some of the images are not there. */
  readonly isIncomplete: boolean;
  /** Proposals: the networks' label for a label of the data, where they are near and not equal. */
  readonly labels: Readonly<Record<string, string>>;
  /** What is to be known of labels that the networks lack, in lines. */
  readonly lacking: readonly string[];
}

/** A study to begin with, for data of one kind. */
export interface Starter {
  /** What may be answered; nothing else is asked. */
  readonly takes: readonly (keyof StarterAnswers)[];
  /** Those of them without which the study cannot run; none for one that runs as it is. */
  readonly needs: readonly (keyof StarterAnswers)[];
  /**
   * What the files tell of options that are not given, so that the study can state it.
   * @param options the reader's, checked.
   */
  told?(options: Readonly<Record<string, unknown>>, context: OpenContext): Promise<Record<string, unknown>>;
  /** A study file, commented, in YAML; what is not answered is filled in by the user. */
  write(answers: StarterAnswers): string;
}
