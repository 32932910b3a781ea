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
  namedFile,
  openTable,
  Problems,
  readMaskRows,
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
  const [image, runs] = ['SOPInstanceUID', 'EncodedPixels'];
  const table = await openTable(namedFile('candid-ptx', 'masks', options.masks, context), {
    format: { name: 'Pneumothorax_reports.csv', columns: [image, runs] },
  });
  const patients = new Map<string, string>();
  const images = await readMaskRows(
    table,
    {
      ...{ image, runs },
      maskOf: (text, at) => maskOf(text, options.runs, at),
      seen(id, row) {
        const name = table.columns.has('filename') ? row.text('filename') : '';
        const patient = /^(P\d+)_/.exec(name)?.[1];
        if (patient !== undefined) patients.set(id, patient);
      },
    },
    problems,
  );
  return assemble({
    dataset: 'candid-ptx',
    labels: [label],
    records: images.records(label, frame).map((record) => ({ ...record, patient: patients.get(record.id) })),
    options,
    context,
    notes: [...problems.notes(), ...images.notes()],
  });
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
