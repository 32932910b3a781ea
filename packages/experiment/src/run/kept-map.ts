import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FloatTensor } from '@camscope/core';
import { decodeNpy } from '../files/npy.ts';
import type { Claim } from '../measure/task.ts';
import type { RunContext } from './context.ts';

/** A raw map that an earlier stage of this run has written; undefined when there is none. */
export async function keptMap(
  { out, kept, opened: { study } }: RunContext,
  model: string,
  method: string,
  file: string,
): Promise<Extract<Claim, { is: 'map' }> | undefined> {
  const known = kept.get(file);
  if (!known) return undefined;
  const raw = withChannels(decodeNpy(new Uint8Array(await readFile(join(out, file))), file));
  const chosen = study.methods.find(({ name }) => name === method);
  const imported = study.imports.find((one) => one.name === method && one.model === model);
  const how = imported?.map ?? chosen?.map ?? study.map;
  const gives = imported ? undefined : chosen?.contribution.gives;
  return { is: 'map', raw, gives, region: known.region, how };
}

/** [h,w] is kept for a map of one channel. */
function withChannels(raw: FloatTensor): FloatTensor {
  return raw.dims.length === 2 ? { ...raw, dims: [1, ...raw.dims] } : raw;
}
