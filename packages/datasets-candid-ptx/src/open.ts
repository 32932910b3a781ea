import {
  CamscopeError,
  isCamscopeError,
  type Dataset,
  type MaskRuns,
  type OpenContext,
} from '@camscope/core';
import {
  absoluteRuns,
  assemble,
  entryOf,
  type ImageRecord,
  masked,
  namedFile,
  type NamedFile,
  noteOf,
  openTable,
  Problems,
  relativeRuns,
  unionOfRuns,
} from '@camscope/datasets-common';
import type { CandidPtxOptions } from './options.ts';

/** All images are of this size. */
const frame = { width: 1024, height: 1024 };
const label = 'Pneumothorax';

/** What the table says of one image. */
interface Entry {
  readonly patient?: string;
  readonly masks: MaskRuns[];
}

/**
 * The images in the order of the table.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function open(options: CandidPtxOptions, context: OpenContext): Promise<Dataset> {
  const problems = new Problems(context);
  const file = namedFile('candid-ptx', 'masks', options.masks, context);
  const images = await readMasks(file, options.runs, problems);
  const united = [...images].filter(([, { masks }]) => masks.length > 1).map(([id]) => id);
  return assemble({
    dataset: 'candid-ptx',
    labels: [label],
    records: [...images].map(recordOf),
    options,
    context,
    notes: [...problems.notes(), ...noteOf(united, 'of several rows, whose masks are united')],
  });
}

async function readMasks(
  file: NamedFile,
  runs: CandidPtxOptions['runs'],
  problems: Problems,
): Promise<ReadonlyMap<string, Entry>> {
  const table = await openTable(file, {
    format: { name: 'Pneumothorax_reports.csv', columns: ['SOPInstanceUID', 'EncodedPixels'] },
  });
  const named = table.columns.has('filename');
  const images = new Map<string, Entry>();
  for await (const row of table.rows()) {
    problems.attempt(() => {
      const text = row.required('EncodedPixels');
      const mask = text === '-1' ? undefined : maskOf(text, runs, row.at);
      const patient = named ? /^(P\d+)_/.exec(row.text('filename'))?.[1] : undefined;
      const { masks } = entryOf(images, row.required('SOPInstanceUID'), () => ({ patient, masks: [] }));
      if (mask) masks.push(mask);
    });
  }
  return images;
}

/** @throws CamscopeError DATA_INVALID, saying that runs may count the other way. */
function maskOf(text: string, runs: CandidPtxOptions['runs'], at: string): MaskRuns {
  try {
    return runs === 'relative'
      ? relativeRuns(text, frame.width, frame.height, at)
      : absoluteRuns(text, frame.width, frame.height, 0, at);
  } catch (cause) {
    if (!isCamscopeError(cause)) throw cause;
    throw new CamscopeError('DATA_INVALID', cause.summary, {
      ...cause.details,
      fix: `If runs count the other way, set runs: '${runs === 'relative' ? 'absolute' : 'relative'}'`,
      cause,
    });
  }
}

function recordOf([id, { patient, masks }]: [string, Entry]): ImageRecord {
  const annotation = masks.length === 0 ? undefined : masked(label, unionOfRuns(masks));
  const annotations = annotation ? [annotation] : [];
  return { id, frame, patient, labels: { [label]: annotations.length > 0 ? 1 : 0 }, annotations };
}
