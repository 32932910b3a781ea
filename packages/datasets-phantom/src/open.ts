import { join, resolve } from 'node:path';
import type { Annotation, Dataset, OpenContext, Sample } from '@camscope/core';
import { maskOfRuns } from '@camscope/pixels';
import type { Entry } from './files/contents.ts';
import { writePhantoms } from './files/write.ts';
import type { PhantomOptions } from './options.ts';
import { partsOf } from './readers/parts.ts';
import { readBoxes, readerNames } from './readers/read.ts';
import { labels } from './spec/labels.ts';
import { splitOf } from './splits.ts';

/** Label of the letter, where it is annotated as a label of its own. */
export const MARKER = 'Marker';

/**
 * The phantoms, written where they are not yet, with what is exactly known of them and what simulated readers draw.
 * @throws CamscopeError FILE_UNREADABLE, INTERRUPTED.
 */
export async function open(
  options: PhantomOptions,
  { baseDirectory, signal }: OpenContext,
): Promise<Dataset> {
  const { folder, entries } = await writePhantoms(options, resolve(baseDirectory, options.folder), signal);
  return {
    labels: options.annotateMarker === 'label' ? [...labels, MARKER] : labels,
    samples: entries.map((entry) => sampleOf(entry, folder, options)),
    notes: [`${entries.length} synthetic phantoms, of no patient, in ${folder}`],
  };
}

function sampleOf(entry: Entry, folder: string, options: PhantomOptions): Sample {
  const { file, patient, findings, marker } = entry;
  const present = new Set(findings.map(({ label }) => label));
  const known = Object.fromEntries(labels.map((label) => [label, present.has(label) ? 1 : 0] as const));
  const asLabel = options.annotateMarker === 'label';
  return {
    id: file,
    image: join(folder, file),
    frame: { width: options.size, height: options.size },
    patient,
    split: splitOf(entry, options),
    labels: { ...known, ...(asLabel && { [MARKER]: marker ? 1 : 0 }) },
    annotations: [
      ...findings.flatMap((finding) => annotate(finding, entry, options)),
      ...(marker && asLabel ? [{ label: MARKER, boxes: [marker] }] : []),
      ...(marker && options.annotateMarker === 'confounder' && present.has(options.markerLabel)
        ? [{ label: options.markerLabel, boxes: [marker], reader: 'marker', confounder: true }]
        : []),
    ],
  };
}

/** The exact finding, and the boxes that each reader draws around its parts. */
function annotate(
  { label, mask }: Entry['findings'][number],
  { seed }: Entry,
  { truth, readers, size }: PhantomOptions,
): Annotation[] {
  const parts = partsOf(maskOfRuns(mask));
  const exact = truth ? [{ label, boxes: parts, mask, reader: 'truth' }] : [];
  const drawn = readerNames
    .slice(0, readers)
    .map((reader) => ({ label, boxes: readBoxes(parts, reader, { seed, label, size }), reader }));
  return [...exact, ...drawn];
}
