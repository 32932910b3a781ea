import type { Content } from '../text/markup.ts';
import type { FirstScreen } from './first-screen.ts';
import type { Section } from './section.ts';

/** What all pages of a report have in common. */
export interface PageHead {
  readonly title: string;
  /** Below the title. */
  readonly lead: Content;
  /** Above all that follows. */
  readonly notices?: Content;
  /** More for the head of the document. */
  readonly meta?: Content;
}

export interface Page {
  /** Its file's name. */
  readonly file: string;
  /** What the contents call it. */
  readonly name: string;
  readonly first?: FirstScreen;
  readonly sections: readonly Section[];
}
