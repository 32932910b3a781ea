import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Box, type FloatTensor, type Sample } from '@camscope/core';
import { decodeNpy } from '../files/npy.ts';
import type { Claim } from '../measure/task.ts';
import type { RunContext } from './context.ts';

/** A raw map that an earlier stage has written; undefined when it failed to make one. */
export async function keptMap(
  { out, regions, opened: { study } }: RunContext,
  model: string,
  method: string,
  file: string,
  { frame }: Sample,
): Promise<Extract<Claim, { is: 'map' }> | undefined> {
  const bytes = await readFile(join(out, file)).catch(() => undefined);
  if (!bytes) return undefined;
  const raw = withChannels(decodeNpy(new Uint8Array(bytes), file));
  const whole: Box = { x0: 0, y0: 0, x1: frame.width, y1: frame.height };
  const chosen = study.methods.find(({ name }) => name === method);
  const imported = study.imports.find((one) => one.name === method && one.model === model);
  const how = imported?.map ?? chosen?.map ?? study.map;
  const gives = imported ? undefined : chosen?.contribution.gives;
  return { is: 'map', raw, gives, region: regions.get(file) ?? whole, how };
}

/** [h,w] is kept for a map of one channel. */
function withChannels(raw: FloatTensor): FloatTensor {
  return raw.dims.length === 2 ? { ...raw, dims: [1, ...raw.dims] } : raw;
}
