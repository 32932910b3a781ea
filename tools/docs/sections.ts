import { nameOf, pageOf, plugins } from './plugins.ts';
import { cardSection } from './sections/card.ts';
import { carriedSection } from './sections/carried.ts';
import { contractSection, fieldsSection, membersSection } from './sections/contract.ts';
import { contributionSection } from './sections/contribution.ts';
import { contributionsSection } from './sections/contributions.ts';
import { exactnessSection } from './sections/exactness.ts';
import { exitCodesSection } from './sections/exit-codes.ts';
import { exportsSection } from './sections/exports.ts';
import { importsSection, sharedSection } from './sections/imports.ts';
import { matrixSection } from './sections/matrix.ts';
import { reportOptionsSection } from './sections/report-options.ts';
import { usualColumnsSection } from './sections/usual-columns.ts';
import { resultsSection, tablesSection } from './sections/tables.ts';

/** Where a section is generated, and what follows its name in the marker. */
export interface Place {
  /** Relative to the workspace. */
  readonly page: string;
  readonly argument: string;
}

/** What can be generated into a page, by the name in its markers. @throws Error for a marker that names nothing. */
export const sections: Readonly<Record<string, (place: Place) => string>> = {
  card: cardSection,
  carried: carriedSection,
  contract: ({ argument }) => contractSection(argument),
  contribution({ page, argument }) {
    const all = plugins.filter((plugin) => pageOf(plugin) === page).flatMap(({ contributes }) => contributes);
    const contribution = all.find((each) => nameOf(each) === argument);
    if (contribution) return contributionSection(contribution);
    throw new Error(`its plugin has ${all.map(nameOf).join(', ') || 'no contribution'}, not '${argument}'`);
  },
  contributions({ page }) {
    const plugin = plugins.find((each) => pageOf(each) === page);
    if (plugin) return contributionsSection(plugin);
    throw new Error('it is the page of no plugin');
  },
  exactness: exactnessSection,
  'exit-codes': exitCodesSection,
  exports: ({ argument }) => exportsSection(argument),
  fields: ({ argument }) => fieldsSection(argument),
  imports: importsSection,
  matrix: matrixSection,
  members: ({ argument }) => membersSection(argument),
  'report-options': reportOptionsSection,
  results: resultsSection,
  shared: sharedSection,
  tables: tablesSection,
  'usual-columns': usualColumnsSection,
};
