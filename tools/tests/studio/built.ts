import type { Browser } from 'playwright-core';

/** What all tests of the studio share, once their hooks have run. */
export interface Built {
  /** Folder of the application. */
  app(): string;
  browser(): Browser;
}
