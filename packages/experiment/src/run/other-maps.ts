import type { Files, FolderEntry } from '@camscope/core';
import { MAPS_FOLDER } from '../units/maps-units.ts';

/** Removes from a run's folder of maps all files but `made`, and folders without one: of an earlier study, or half-written. */
export async function removeOtherMaps(out: string, files: Files, made: ReadonlySet<string>): Promise<void> {
  const named = new Set([...made].flatMap(withFolders));
  for (const entry of await files.list(out)) if (entry.name === MAPS_FOLDER) await tidy(entry, MAPS_FOLDER);

  async function tidy({ isFolder, isLink }: FolderEntry, path: string): Promise<void> {
    const place = files.resolve(out, path);
    if (isLink || !named.has(path)) return files.remove(place);
    if (isFolder) for (const entry of await files.list(place)) await tidy(entry, `${path}/${entry.name}`);
  }
}

/** A path, and those of the folders that it is in. */
function withFolders(file: string): string[] {
  const steps = file.split('/');
  return steps.map((_, n) => steps.slice(0, n + 1).join('/'));
}
