import type { Files, FolderEntry } from '@camscope/core';
import { MAPS_FOLDER } from '../units/maps-units.ts';
import { isDone, measuredLots } from './assemble-scores.ts';
import type { PreparedRun } from './prepare-run.ts';

/** Removes from a run's folder of maps what nothing that is done names: of an earlier study, or half-written. */
export async function removeOtherMaps(run: PreparedRun, out: string, files: Files): Promise<void> {
  const named = new Set<string>();
  for (const { series } of measuredLots(run))
    for (const one of series) if (one.maps && isDone(one, run)) addPath(one.maps.file, named);
  for (const entry of await files.list(out)) if (entry.name === MAPS_FOLDER) await tidy(entry, MAPS_FOLDER);

  async function tidy({ isFolder, isLink }: FolderEntry, path: string): Promise<void> {
    const place = files.resolve(out, path);
    if (isLink || !named.has(path)) return files.remove(place);
    if (isFolder) for (const entry of await files.list(place)) await tidy(entry, `${path}/${entry.name}`);
  }
}

/** With the folders that it is in. */
function addPath(file: string, to: Set<string>): void {
  const steps = file.split('/');
  for (let n = 1; n <= steps.length; n++) to.add(steps.slice(0, n).join('/'));
}
