import { agreementsOf } from './analysis/agreement-measures.ts';
import { contextOf } from './analysis/context.ts';
import { missingOf } from './analysis/missing.ts';
import type { ReportData } from './data.ts';
import { page } from './html/page.ts';
import { allBlocks } from './html/section.ts';
import { withUniqueNames } from './html/unique-names.ts';
import { DEFAULT_OPTIONS, type ReportOptions } from './options.ts';
import { madeFromMeta } from './run/made-from.ts';
import { agreementSection } from './sections/agreement.ts';
import { classificationSection } from './sections/classification.ts';
import { computingSection } from './sections/computing.ts';
import { faithfulnessSection } from './sections/faithfulness.ts';
import { featuresSection } from './sections/features.ts';
import { gallerySection } from './sections/gallery.ts';
import { localizationSection } from './sections/localization.ts';
import { methodsSection } from './sections/methods.ts';
import { notesSection } from './sections/notes.ts';
import { noticesOf } from './sections/notices.ts';
import { sanitySection } from './sections/sanity.ts';
import { shortcutsSection } from './sections/shortcuts.ts';
import { setupSection } from './sections/setup.ts';
import { summarySection } from './sections/summary.ts';
import { svgFile } from './svg/figure.ts';
import { tableToCsv } from './tables/to-csv.ts';
import { tableToLatex } from './tables/to-latex.ts';
import { sentencesOf } from './summary/sentences.ts';
import type { Numbers } from './summary/sentence.ts';
import { markup, plainText } from './text/markup.ts';

export interface Report {
  /** One file that opens from disk: no script, nothing fetched. */
  readonly html: string;
  /** Every figure of the page as an SVG file, dark on white. */
  readonly figures: readonly { readonly name: string; readonly svg: string }[];
  /** Every table of the page: its numbers in full, and as it is read. */
  readonly tables: readonly { readonly name: string; readonly csv: string; readonly latex: string }[];
  /** The findings of the study, the most important first, with every number that they show. */
  readonly sentences: readonly { readonly id: string; readonly text: string; readonly numbers: Numbers }[];
}

/**
 * The report of a run. Names of figures and tables are unique and made of letters, digits and hyphens. Pure.
 * @throws CamscopeError IMAGE_INVALID when a picture of the gallery is not a data URI of a PNG, JPEG or WebP.
 */
export function renderReport(data: ReportData, options: Partial<ReportOptions> = {}): Report {
  const context = contextOf(data, { ...DEFAULT_OPTIONS, ...options });
  const agreements = agreementsOf(context);
  const missing = missingOf(context);
  const sentences = sentencesOf(context, agreements, missing);
  const sections = [
    summarySection(context, sentences),
    shortcutsSection(context),
    setupSection(context),
    classificationSection(context),
    localizationSection(context),
    agreementSection(context, agreements, sentences),
    featuresSection(context),
    faithfulnessSection(context),
    sanitySection(context),
    gallerySection(context),
    notesSection(context, missing),
    methodsSection(context),
    computingSection(context),
  ].filter((section) => section !== undefined);
  const named = withUniqueNames(sections);
  const blocks = allBlocks(named.flatMap((section) => section.blocks));
  const { title, camscope, finished, madeFrom } = data.study;
  const lead = markup`<p class="lead">A camscope ${camscope} study${finished !== undefined && `, ${finished.slice(0, 10)}`}</p>`;
  return {
    html: page({ title, lead, notices: noticesOf(data), meta: madeFromMeta(madeFrom) }, named),
    figures: blocks.flatMap((block) =>
      block.kind === 'figure' ? [{ name: block.figure.name, svg: svgFile(block.figure) }] : [],
    ),
    tables: blocks.flatMap((block) =>
      block.kind === 'table'
        ? [{ name: block.table.name, csv: tableToCsv(block.table), latex: tableToLatex(block.table) }]
        : [],
    ),
    sentences: sentences.map(({ id, content, numbers }) => ({ id, text: plainText(content), numbers })),
  };
}
