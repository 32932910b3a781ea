import { type Annotation, CamscopeError, type Dataset, type OpenContext } from '@camscope/core';
import { assemble, type ImageRecord, noteOf, Problems } from '@camscope/datasets-common';
import { frame, readBoxes } from './boxes.ts';
import { findings } from './findings.ts';
import { type Entry, readLabels } from './labels.ts';
import { readList, readSplits } from './list.ts';
import type { ChestXray14Options } from './options.ts';

/**
 * The images in the order of the box list, then of the labels.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function open(options: ChestXray14Options, context: OpenContext): Promise<Dataset> {
  const problems = new Problems(context);
  const boxes = await readBoxes(options.boxes, context, problems);
  const entries =
    options.labels === undefined ? undefined : await readLabels(options.labels, context, problems);
  const list = options.list === undefined ? undefined : await readList('list', options.list, context);
  const splits = await readSplits(options.splits, context);

  const named = new Set([...boxes.keys(), ...(options.only === 'all' && entries ? entries.keys() : [])]);
  const wanted = [...named].filter((id) => list?.has(id) ?? true);
  if (wanted.length === 0) throw nothingWanted(named.size, options);

  const data = await assemble({
    dataset: 'chestxray14',
    labels: findings.labels,
    records: wanted.map((id) => ({
      ...recordOf(id, boxes.get(id) ?? [], entries?.get(id)),
      split: splits.get(id),
    })),
    options: { ...options, only: 'all' },
    context,
    notes: problems.notes(),
  });
  return { ...data, notes: [...data.notes, ...labelNotes(data, entries)] };
}

function recordOf(id: string, annotations: readonly Annotation[], entry?: Entry): ImageRecord {
  const boxed = Object.fromEntries(annotations.map(({ label }) => [label, 1 as const]));
  const labels = { ...entry?.labels, ...boxed, ...(annotations.length > 0 && { 'No Finding': 0 as const }) };
  return { id, frame, patient: /^(\d{8})_/.exec(id)?.[1] ?? entry?.patient, labels, annotations };
}

function labelNotes({ samples }: Dataset, entries?: ReadonlyMap<string, Entry>): string[] {
  if (entries === undefined) return [];
  const denied = (id: string, annotations: readonly Annotation[]) =>
    annotations.some(({ label }) => entries.get(id)?.labels[label] === 0);
  return [
    ...noteOf(
      samples.filter(({ id }) => !entries.has(id)).map(({ id }) => id),
      'boxed but not in the labels, so that findings without a box are unknown',
    ),
    ...noteOf(
      samples.filter(({ id, annotations }) => denied(id, annotations)).map(({ id }) => id),
      'boxed for a finding that the labels do not name, which counts as present',
    ),
  ];
}

function nothingWanted(named: number, { list, boxes }: ChestXray14Options): CamscopeError {
  return new CamscopeError('DATA_INVALID', 'No image is left', {
    found: list === undefined ? `${boxes} has no rows` : `None of the ${named} images is in ${list}`,
    fix: list === undefined ? 'Give the whole file' : `Give the other list, or none`,
  });
}
