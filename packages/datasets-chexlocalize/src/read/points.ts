import type { Point } from '@camscope/core';
import { PassedOver } from '@camscope/datasets-common';
import { taskOf } from '../tasks.ts';
import { isPoint } from './annotations.ts';
import { invalid, isObject, parseObject } from './json.ts';

/** Points by image and task. */
export type Points = ReadonlyMap<string, ReadonlyMap<string, readonly Point[]>>;

/**
 * A reader's most representative points, from `{id: {Task: [[x, y], …]}}`.
 * @param name shown in errors and notes.
 * @throws CamscopeError DATA_INVALID naming file, image and task.
 */
export function parsePoints(
  text: string,
  name: string,
): { readonly points: Points; readonly notes: readonly string[] } {
  const unknown = new PassedOver();
  const points = new Map<string, ReadonlyMap<string, readonly Point[]>>();
  for (const [id, entry] of Object.entries(parseObject(text, name))) {
    if (!isObject(entry)) throw invalid(name, id, '{Task: [[x, y], …], …}', entry);
    const ofImage = new Map<string, readonly Point[]>();
    for (const [key, value] of Object.entries(entry)) {
      const task = taskOf(key);
      if (task === undefined) unknown.add(key);
      else if (!Array.isArray(value) || !value.every(isPoint))
        throw invalid(name, `${id}.${key}`, 'points [[x, y], …]', value);
      else ofImage.set(task, value);
    }
    points.set(id, ofImage);
  }
  return { points, notes: unknown.notes(name, 'no task of CheXlocalize') };
}
