import type { Files } from '@camscope/core';
import { z } from 'zod';
import { canonical, type Json } from '../units/key.ts';
import type { Unit } from '../units/unit.ts';

/** What a run consists of, in its folder: for whoever asks how far it is, and why the next one differs. */
export const UNITS_FILE = 'units.json';

const schema = z.object({
  version: z.literal(1),
  /** Path of the study file, relative to the folder. */
  study: z.string(),
  /** Where the store is, relative to the folder. */
  store: z.string(),
  groups: z.record(z.string(), z.unknown()),
  /** Of each group its units: key, steps of work, part. */
  units: z.record(z.string(), z.array(z.tuple([z.string(), z.number(), z.string().nullable()]))),
});

export interface UnitsFile {
  readonly study: string;
  readonly store: string;
  /** Recipes of the groups, by id. */
  readonly groups: Readonly<Record<string, Json>>;
  readonly units: Readonly<
    Record<string, readonly (readonly [key: string, weight: number, part: string | null])[]>
  >;
}

/** Text of the file. */
export function unitsText(study: string, store: string, units: readonly Unit[]): string {
  const groups: Record<string, Json> = {};
  const all: Record<string, [string, number, string | null][]> = {};
  for (const { group, key, weight, part = null } of units) {
    groups[group.id] = group.recipe;
    (all[group.id] ??= []).push([key, weight, part]);
  }
  return `${canonical({ version: 1, study, store, groups, units: all })}\n`;
}

/** Undefined where a folder has none, or one that is not to be read. */
export async function unitsIn(files: Files, out: string): Promise<UnitsFile | undefined> {
  const path = files.resolve(out, UNITS_FILE);
  if (!(await files.exists(path))) return undefined;
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(await files.read(path)))) as UnitsFile;
  } catch {
    return undefined;
  }
}
