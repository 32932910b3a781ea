import { agreementsOf } from './analysis/agreement-measures.ts';
import { contextOf, type Context } from './analysis/context.ts';
import { missingOf } from './analysis/missing.ts';
import type { ReportData } from './data.ts';
import type { Page } from './html/document.ts';
import { pagesToHtml } from './html/page.ts';
import { allBlocks } from './html/section.ts';
import { withUniqueNames } from './html/unique-names.ts';
import { DEFAULT_OPTIONS, type ReportOptions } from './options.ts';
import { DETAILS_PAGE, MAIN_PAGE } from './page-files.ts';
import { madeFromMeta } from './run/made-from.ts';
import { picturesOf } from './sections/gallery-pictures.ts';
import { detailSections, firstScreen, mainSections } from './sections/index.ts';
import { noticesOf } from './sections/notices.ts';
import type { Numbers } from './summary/sentence.ts';
import { sentencesOf } from './summary/sentences.ts';
import { numbersOf, svgFile, type Figure } from './svg/figure.ts';
import { tableToLatex } from './tables/to-latex.ts';
import { csvOf } from './text/csv.ts';
import { markup, plainText } from './text/markup.ts';

export interface Report {
  /** The main results, `index.html`: a file that opens from disk, with no script, and fetches nothing. */
  readonly html: string;
  /** All else, `details.html` beside it. */
  readonly details: string;
  /** Every figure of the pages as an SVG file, dark on white, and its numbers. */
  readonly figures: readonly { readonly name: string; readonly svg: string; readonly csv: string }[];
  /** Every table of the pages: its numbers in full, and as it is read. */
  readonly tables: readonly { readonly name: string; readonly csv: string; readonly latex: string }[];
  /** The pictures of the gallery on their own, to be opened from the pages. */
  readonly pictures: readonly { readonly name: string; readonly jpeg: Uint8Array }[];
  /** The findings of the study, the most important first, with every number that they show. */
  readonly sentences: readonly { readonly id: string; readonly text: string; readonly numbers: Numbers }[];
}

/**
 * The report of a run. Names of figures and tables are unique and made of letters, digits and hyphens. Pure.
 * @throws CamscopeError IMAGE_INVALID when a picture of the gallery is not a data URI of a PNG, JPEG or WebP.
 */
export function renderReport(data: ReportData, options: Partial<ReportOptions> = {}): Report {
  return reportOf(contextOf(data, { ...DEFAULT_OPTIONS, ...options }));
}

/** The report of what is computed already. */
export function reportOf(context: Context): Report {
  const agreements = agreementsOf(context);
  const missing = missingOf(context);
  const sentences = sentencesOf(context, agreements, missing);
  const pages = withUniqueNames([
    {
      ...{ file: MAIN_PAGE, name: 'Main results' },
      first: firstScreen(context, sentences),
      sections: mainSections(context, agreements, sentences),
    },
    {
      ...{ file: DETAILS_PAGE, name: 'Details' },
      sections: detailSections(context, agreements, sentences, missing),
    },
  ]);
  const { study } = context.data;
  const { title, camscope, finished, madeFrom } = study;
  const lead = markup`<p class="lead">A camscope ${camscope} study${finished !== undefined && `, ${finished.slice(0, 10)}`}</p>`;
  const head = { title, lead, notices: noticesOf(context.data), meta: madeFromMeta(madeFrom) };
  const [html, details] = pagesToHtml(head, pages);
  return {
    ...{ html, details, ...filesOf(pages), pictures: picturesOf(context.data.gallery) },
    sentences: sentences.map(({ id, content, numbers }) => ({ id, text: plainText(content), numbers })),
  };
}

function filesOf(pages: readonly Page[]): Pick<Report, 'figures' | 'tables'> {
  const blocks = allBlocks(pages.flatMap(({ sections }) => sections.flatMap((section) => section.blocks)));
  const figures = [
    ...pages.flatMap(({ first }) => first?.figure ?? []),
    ...blocks.flatMap((block) => (block.kind === 'figure' ? [block.figure] : [])),
  ];
  return {
    figures: figures.map((figure: Figure) => ({
      name: figure.name,
      svg: svgFile(figure),
      csv: csvOf(numbersOf(figure)),
    })),
    tables: blocks.flatMap((block) =>
      block.kind === 'table'
        ? [{ name: block.table.name, csv: csvOf(block.table.csv), latex: tableToLatex(block.table) }]
        : [],
    ),
  };
}
