import type { Annotation, Box } from '@camscope/core';
import {
  Boxed,
  type Frame,
  invalidJson,
  isObject,
  type JsonObject,
  type NamedFile,
  own,
  type Problems,
  readJson,
} from '@camscope/datasets-common';

/** Sets of boxes, by what their readers are called here. */
const readers = { boxes: 'first', extra_boxes: 'second' } as const;

/** A box in shares of the image. */
interface Drawn {
  readonly label: string;
  readonly reader: string;
  readonly share: Box;
}

/** What the report of an image says. */
export interface Report {
  readonly image: string;
  /** Labels of sentences on what is there, in their order. */
  readonly labels: ReadonlySet<string>;
  readonly drawn: readonly Drawn[];
}

/**
 * The report of each image.
 * @throws CamscopeError DATA_INVALID naming file and place, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readReports(file: NamedFile, problems: Problems): Promise<Report[]> {
  const list = await readJson(file);
  if (!Array.isArray(list) || list.length === 0)
    throw invalidJson(file.path, '', 'A list of reports, as grounded_reports_….json has them', list);
  const reports = new Map<string, Report>();
  for (const [i, entry] of (list as unknown[]).entries())
    problems.attempt(() => {
      const report = reportOf(entry, `[${i}]`, file.path);
      if (reports.has(report.image))
        throw invalidJson(file.path, `[${i}].ImageID`, 'an image that no other report is of', report.image);
      reports.set(report.image, report);
    });
  return [...reports.values()];
}

/** The boxes in pixels, one annotation for each label and reader. */
export function annotationsOf({ drawn }: Report, { width, height }: Frame): readonly Annotation[] {
  const boxed = new Boxed();
  for (const { label, reader, share } of drawn) {
    const box = { x0: share.x0 * width, y0: share.y0 * height, x1: share.x1 * width, y1: share.y1 * height };
    boxed.add(label, box, reader);
  }
  return boxed.annotations;
}

function reportOf(entry: unknown, at: string, path: string): Report {
  if (!isObject(entry)) throw invalidJson(path, at, '{StudyID, ImageID, findings}', entry);
  const image = own(entry, 'ImageID');
  if (typeof image !== 'string' || image === '') throw invalidJson(path, `${at}.ImageID`, 'a name', image);
  const labels = new Set<string>();
  const drawn: Drawn[] = [];
  for (const [finding, place] of entriesOf(entry, 'findings', at, path)) {
    if (!isObject(finding)) throw invalidJson(path, place, 'a finding', finding);
    const abnormal = own(finding, 'abnormal');
    if (typeof abnormal !== 'boolean')
      throw invalidJson(path, `${place}.abnormal`, 'true or false', abnormal);
    // Of what is absent, nothing but the sentence is told.
    if (!abnormal) continue;
    for (const [label, labelPlace] of entriesOf(finding, 'labels', place, path)) {
      if (typeof label !== 'string' || label.trim() === '')
        throw invalidJson(path, labelPlace, 'a label', label);
      labels.add(label.trim());
      drawn.push(...drawnOf(finding, label.trim(), place, path));
    }
  }
  return { image, labels, drawn };
}

function drawnOf(finding: JsonObject, label: string, at: string, path: string): Drawn[] {
  return Object.entries(readers).flatMap(([key, reader]) =>
    entriesOf(finding, key, at, path).map(([box, place]) => ({
      label,
      reader,
      share: shareOf(box, place, path),
    })),
  );
}

/** The entries of a list, each with its place; none where the key is missing. */
function entriesOf(
  object: JsonObject,
  key: string,
  at: string,
  path: string,
): [value: unknown, at: string][] {
  const list = own(object, key) ?? [];
  if (!Array.isArray(list)) throw invalidJson(path, `${at}.${key}`, 'a list', list);
  return (list as unknown[]).map((value, i) => [value, `${at}.${key}[${i}]`]);
}

function shareOf(value: unknown, at: string, path: string): Box {
  const corners = Array.isArray(value) ? (value as unknown[]) : [];
  const isShare = (corner: unknown) => typeof corner === 'number' && corner >= 0 && corner <= 1;
  if (corners.length !== 4 || !corners.every(isShare))
    throw invalidJson(path, at, '[x1, y1, x2, y2] as shares of the image', value);
  const [x0, y0, x1, y1] = corners as number[];
  return { x0, y0, x1, y1 };
}
