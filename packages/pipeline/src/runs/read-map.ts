import { CamscopeError, type Files } from '@camscope/core';
import { openNpz } from '../arrays/npz.ts';
import { withChannel } from '../arrays/raw-map.ts';
import type { UnfinishedMap } from '../finish/finish.ts';
import type { MapOptions } from '../finish/map-options.ts';
import type { Lock } from './lock.ts';
import type { MapLine } from './run.ts';

/**
 * A heatmap of a run as it was given, to be finished as its study says.
 * @throws CamscopeError FILE_UNREADABLE; DATA_INVALID for a damaged file, and where the run has none.
 */
export async function readMap(line: MapLine, lock: Lock, files: Files): Promise<UnfinishedMap> {
  const { file, array, gives, region } = line;
  if (file === undefined) throw new CamscopeError('DATA_INVALID', 'The run has no map');
  const raw = withChannel(openNpz(await files.read(file), file).read(array));
  return { raw, gives, region, how: howOf(line, lock) };
}

function howOf({ model, method }: MapLine, lock: Lock): MapOptions {
  const imported = lock.imports.find((one) => one.name === method && one.model === model);
  return imported?.map ?? lock.methods.find(({ name }) => name === method)?.map ?? lock.map;
}
