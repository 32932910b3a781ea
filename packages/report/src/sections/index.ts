import type { Agreement } from '../analysis/agreement-measures.ts';
import type { Context } from '../analysis/context.ts';
import type { Missing } from '../analysis/missing.ts';
import type { FirstScreen } from '../html/first-screen.ts';
import type { Section } from '../html/section.ts';
import { agreementSection } from './agreement.ts';
import { classificationSection } from './classification.ts';
import { computingSection } from './computing.ts';
import { faithfulnessSection } from './faithfulness.ts';
import { featuresSection } from './features.ts';
import { firstPictures, gallerySection, typicalSection } from './gallery.ts';
import { keyFigure } from './key-figure.ts';
import { byClassSection, localizationSection } from './localization.ts';
import { methodsSection } from './methods.ts';
import { notesSection } from './notes.ts';
import { paperSection } from './paper/index.ts';
import { sanitySection } from './sanity.ts';
import { setupSection } from './setup.ts';
import { shortcutsSection, shortcutTablesSection } from './shortcuts.ts';
import type { Sentence } from '../summary/sentence.ts';
import { FIRST } from '../summary/sentences.ts';
import { summarySection } from './summary.ts';
import { tuningSection } from './tuning.ts';

export function firstScreen(context: Context, sentences: readonly Sentence[]): FirstScreen {
  const { primary } = context;
  return {
    sentences: sentences.slice(0, FIRST).map(({ content }) => content),
    pictures: firstPictures(context),
    figure: primary && keyFigure(context, primary),
  };
}

/** The main results, after the first screen. */
export function mainSections(
  context: Context,
  agreements: readonly Agreement[],
  sentences: readonly Sentence[],
): Section[] {
  return [
    paperSection(context, agreements),
    byClassSection(context, sentences),
    shortcutsSection(context, sentences),
    typicalSection(context),
  ].filter((section) => section !== undefined);
}

/** What was run, and all that the main results leave out. */
export function detailSections(
  context: Context,
  agreements: readonly Agreement[],
  sentences: readonly Sentence[],
  missing: Missing,
): Section[] {
  return [
    summarySection(context, sentences),
    setupSection(context),
    tuningSection(context),
    classificationSection(context),
    localizationSection(context),
    agreementSection(context, agreements, sentences),
    shortcutTablesSection(context),
    featuresSection(context),
    faithfulnessSection(context),
    sanitySection(context),
    gallerySection(context),
    notesSection(context, missing),
    methodsSection(context),
    computingSection(context),
  ].filter((section) => section !== undefined);
}
