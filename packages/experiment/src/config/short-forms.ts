import type { z } from 'zod';
import type { Path } from './yaml-source.ts';

// What a study may write in short: an id for a contribution, a file for a network, a list for measures on some images.

/** A contribution chosen by its id alone. */
export function idAlone(value: unknown): unknown {
  return typeof value === 'string' ? { use: value } : value;
}

/** A filter, of which a `grid` would make other maps, for all that is measured. */
export function filterAlone(value: unknown, context: z.core.$RefinementCtx): unknown {
  if (typeof value === 'object' && value !== null && 'grid' in value)
    context.addIssue({
      code: 'custom',
      path: ['grid'],
      message:
        "a filter has no variants, since every map goes through all filters; write a study for each, and compare the runs with 'camscope compare'",
    });
  return idAlone(value);
}

/** A network named by its file alone. */
export function fileAlone(value: unknown): unknown {
  return typeof value === 'string' ? { file: value } : value;
}

/** Measures alone, on all images. */
export function metricsAlone(value: unknown): unknown {
  return Array.isArray(value) ? { metrics: value as unknown[] } : value;
}

/** Lists of names, not of contributions. */
const NAMES = ['plugins', 'classes', 'layer', 'fallback', 'checks', 'split', 'grid'];

/**
 * The value at `path` of a study as written in full, so that it has keys.
 * @param isList whether an entry of it is asked for, not a key.
 */
export function inFull(value: unknown, path: Path, isList: boolean): unknown {
  const [key] = path;
  if (path.length === 1) {
    if (key === 'faithfulness' && !isList) return metricsAlone(value);
    return key === 'data' || key === 'runtime' ? idAlone(value) : value;
  }
  if (typeof path.at(-1) !== 'number' || NAMES.includes(String(path.at(-2)))) return value;
  if (key !== 'models') return idAlone(value);
  return path.length === 2 ? fileAlone(value) : value;
}
