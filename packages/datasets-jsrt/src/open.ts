import type { Annotation, Dataset, OpenContext } from '@camscope/core';
import { assemble, ellipseIn, type ImageRecord, namedFile, Problems } from '@camscope/datasets-common';
import { type Line, readLines, wrongLine } from './lines.ts';
import type { JsrtOptions } from './options.ts';

/** All images are of this size, at .175 mm a pixel. */
const frame = { width: 2048, height: 2048 };
const MM_PER_PIXEL = 0.175;

const nodule = 'Nodule';
const malignant = 'Malignant';

/**
 * The images in the order of the lists.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function open(options: JsrtOptions, context: OpenContext): Promise<Dataset> {
  const problems = new Problems(context);
  const records = new Map<string, ImageRecord>();
  const add = (line: Line, recordOf: (line: Line) => ImageRecord) =>
    problems.attempt(() => {
      const record = recordOf(line);
      if (records.has(record.id)) throw wrongLine(line, 'An image that no other line names');
      records.set(record.id, record);
    });
  const nodules = namedFile('jsrt', 'nodules', options.nodules, context);
  for (const line of await readLines(nodules, 'CLNDAT_EN.txt')) add(line, withNodule);
  if (options.others !== undefined) {
    const others = namedFile('jsrt', 'others', options.others, context);
    for (const line of await readLines(others, 'CNNDAT_EN.TXT')) add(line, without);
  }
  return assemble({
    dataset: 'jsrt',
    labels: [nodule, malignant],
    records: records.values(),
    options,
    context,
    notes: problems.notes(),
  });
}

/** File, subtlety, size in mm, age, sex, x, y, whether malignant, where, diagnosis. */
function withNodule(line: Line): ImageRecord {
  const [id, , size, , , x, y, kind] = line.cells;
  const [diameter, cx, cy] = [size, x, y].map(numberIn);
  if (!isImage(id) || !(diameter > 0) || !Number.isFinite(cx) || !Number.isFinite(cy))
    throw wrongLine(line, 'JPCLN001.IMG, subtlety, size in mm, age, sex, x, y, malignant or benign, …');
  if (kind !== 'malignant' && kind !== 'benign')
    throw wrongLine(line, "'malignant' or 'benign' as the 8th cell");
  return {
    id,
    frame,
    labels: { [nodule]: 1, [malignant]: kind === 'malignant' ? 1 : 0 },
    annotations: [disc(cx, cy, diameter / MM_PER_PIXEL / 2)],
  };
}

/** File, age, sex, diagnosis. */
function without(line: Line): ImageRecord {
  const [id] = line.cells;
  if (!isImage(id) || id.startsWith('JPCLN')) throw wrongLine(line, 'JPCNN001.IMG, age, sex, diagnosis');
  return { id, frame, labels: { [nodule]: 0, [malignant]: 0 }, annotations: [] };
}

function disc(cx: number, cy: number, radius: number): Annotation {
  const box = { x0: cx - radius, y0: cy - radius, x1: cx + radius, y1: cy + radius };
  return { label: nodule, boxes: [box], contours: [ellipseIn(box)] };
}

function isImage(name: string): boolean {
  return /^[^\s/\\]+\.img$/i.test(name);
}

function numberIn(text = ''): number {
  return text === '' ? NaN : Number(text);
}
