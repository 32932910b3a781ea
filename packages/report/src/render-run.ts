import { unknownName } from '@camscope/core';
import type { Run, Sources } from '@camscope/pipeline';
import { contextOf } from './analysis/context.ts';
import { DEFAULT_OPTIONS, type ReportOptions } from './options.ts';
import { reportOf, type Report } from './render-report.ts';
import { dataOfRun } from './run/data-of-run.ts';
import { galleryChoice } from './run/gallery-cases.ts';
import { galleryOf, type PictureSource } from './run/gallery.ts';

/** What a report of a run is to be like. */
export interface RunReportOptions extends Partial<ReportOptions> {
  /** Metric by which methods are judged; the first of the study by default. */
  readonly metric?: string;
  /** Segmenter under which they are judged; the first of the study by default. */
  readonly segmenter?: string;
  /** Heading of the page; the study's title or, without one, its file's name by default. */
  readonly title?: string;
  /** The state of the run, as `sourcesOf` gives it, for the page to keep: it is told to be old when it is that no more. */
  readonly madeFrom?: Sources;
  /** Where the pictures of the gallery come from; without it there are none. */
  readonly pictures?: PictureSource;
}

/**
 * The report of a run, with its best, median and worst cases in pictures.
 * @throws CamscopeError NAME_UNKNOWN for a metric or segmenter that the run does not have.
 */
export async function renderRun(run: Run, asked: RunReportOptions = {}): Promise<Report> {
  const { metric, segmenter: under, title, pictures, madeFrom, ...options } = asked;
  const data = dataOfRun(run);
  const segmenters = run.lock.segmenters.map(({ name }) => name);
  const primary = chosen('metric', metric, data.scores?.levels('metric') ?? []) ?? data.primary;
  const segmenter = chosen('segmenter', under, segmenters) ?? data.segmenter;
  const study = { ...data.study, title: title ?? data.study.title, madeFrom };
  const context = contextOf({ ...data, study, primary, segmenter }, { ...DEFAULT_OPTIONS, ...options });
  const choice = pictures && galleryChoice(context);
  if (!pictures || !choice) return reportOf(context);
  const { gallery, notes } = await galleryOf(run, choice, segmenter, pictures);
  const damage = [...(study.damage ?? []), ...notes];
  return reportOf({ ...context, data: { ...context.data, gallery, study: { ...study, damage } } });
}

/** @throws CamscopeError NAME_UNKNOWN. */
function chosen(what: string, asked: string | undefined, known: readonly string[]): string | undefined {
  if (asked === undefined || known.includes(asked)) return asked;
  throw unknownName(`${what} of the run`, asked, known);
}
