import { isCamscopeError, type MaskRuns } from '@camscope/core';
import { PassedOver } from '@camscope/datasets-common';
import { decodeRunString } from '@camscope/pixels';
import type { Segmentations } from '../segmentations.ts';
import { taskOf } from '../tasks.ts';
import { invalid, isObject, parseObject, readFrame } from './json.ts';

export interface SegmentationFile {
  readonly masks: Segmentations;
  /** What was passed over and why. */
  readonly notes: readonly string[];
}

/**
 * Masks from `{id: {Task: {size: [h, w], counts}}}`, with run lengths as a list or as COCO's compressed string. Tasks that
 * are not CheXlocalize's are passed over with a note.
 * @param name shown in errors and notes.
 * @throws CamscopeError DATA_INVALID naming file, image and task.
 */
export function parseSegmentations(text: string, name: string): SegmentationFile {
  const unknown = new PassedOver();
  const masks = new Map<string, ReadonlyMap<string, MaskRuns>>();
  for (const [id, entry] of Object.entries(parseObject(text, name))) {
    if (!isObject(entry)) throw invalid(name, id, '{Task: {size, counts}, …}', entry);
    const ofImage = new Map<string, MaskRuns>();
    for (const [key, value] of Object.entries(entry)) {
      const task = taskOf(key);
      if (task === undefined) unknown.add(key);
      else ofImage.set(task, readMask(value, name, `${id}.${key}`));
    }
    masks.set(id, ofImage);
  }
  return { masks, notes: unknown.notes(name, 'no task of CheXlocalize') };
}

function readMask(value: unknown, name: string, key: string): MaskRuns {
  const asked = '{size: [height, width], counts: run lengths}';
  if (!isObject(value)) throw invalid(name, key, asked, value);
  const { width, height } = readFrame(value.size, name, `${key}.size`);
  const { counts } = value;
  if (Array.isArray(counts)) {
    const runs = counts as unknown[];
    if (runs.every(isRun) && runs.reduce((sum, run) => sum + run, 0) === width * height)
      return { width, height, runs };
  }
  if (typeof counts !== 'string') throw invalid(name, `${key}.counts`, asked, counts);
  try {
    return decodeRunString(counts, width, height);
  } catch (cause) {
    if (!isCamscopeError(cause)) throw cause;
    throw invalid(name, `${key}.counts`, cause.summary, `found ${cause.details.found}`);
  }
}

function isRun(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}
