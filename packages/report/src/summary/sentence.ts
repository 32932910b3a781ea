import type { Content } from '../text/markup.ts';

/** A sentence of the summary with all that it stands on. */
export interface Sentence {
  /** Says which sentence it is; several of one kind have a class or a network behind a colon. */
  readonly id: string;
  readonly content: Content;
  readonly numbers: Numbers;
  /** Id of the section that tells more. */
  readonly see?: string;
}

/**
 * Every number that the sentence shows, unrounded, and whose it is, by the names of the tables. What each is the mean of stands
 * at the type of the sentence's numbers. Where there is one for each class or the like, its name is `number.class`.
 */
export type Numbers = Readonly<Record<string, string | number | null>>;

/** Ids of several in one cell. */
export const joined = (names: readonly string[]): string => names.join('; ');
