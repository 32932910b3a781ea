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
  MaskedImages,
  namedFile,
  type NamedFile,
  openTable,
  Problems,
  relativeRuns,
} from '@camscope/datasets-common';
import type { CandidPtxOptions } from './options.ts';

/** All images are of this size. */
const frame = { width: 1024, height: 1024 };
const label = 'Pneumothorax';

/**
 * The images in the order of the table.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function open(options: CandidPtxOptions, context: OpenContext): Promise<Dataset> {
  const problems = new Problems(context);
  const file = namedFile('candid-ptx', 'masks', options.masks, context);
  const { images, patients } = await readMasks(file, options.runs, problems);
  return assemble({
    dataset: 'candid-ptx',
    labels: [label],
    records: images.records(label, frame).map((record) => ({ ...record, patient: patients.get(record.id) })),
    options,
    context,
    notes: [...problems.notes(), ...images.notes()],
  });
}

async function readMasks(
  file: NamedFile,
  runs: CandidPtxOptions['runs'],
  problems: Problems,
): Promise<{ images: MaskedImages; patients: ReadonlyMap<string, string> }> {
  const table = await openTable(file, {
    format: { name: 'Pneumothorax_reports.csv', columns: ['SOPInstanceUID', 'EncodedPixels'] },
  });
  const named = table.columns.has('filename');
  const images = new MaskedImages();
  const patients = new Map<string, string>();
  for await (const row of table.rows()) {
    problems.attempt(() => {
      const image = row.required('SOPInstanceUID');
      const text = row.required('EncodedPixels');
      images.add(image, text === '-1' ? undefined : maskOf(text, runs, row.at));
      const patient = named ? /^(P\d+)_/.exec(row.text('filename'))?.[1] : undefined;
      if (patient !== undefined) patients.set(image, patient);
    });
  }
  return { images, patients };
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
