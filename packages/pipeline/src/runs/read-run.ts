import { CamscopeError, messageOf, type Files } from '@camscope/core';
import { z } from 'zod';
import { meanCurves } from './mean-curves.ts';
import { agreement } from '../tables/agreement.ts';
import { classification } from '../tables/classification.ts';
import { faithfulnessCurves } from '../tables/faithfulness-curves.ts';
import { faithfulness } from '../tables/faithfulness.ts';
import { findings } from '../tables/findings.ts';
import { images } from '../tables/images.ts';
import { maps } from '../tables/maps.ts';
import { predictions } from '../tables/predictions.ts';
import { readFactors, readLines } from '../tables/read-factors.ts';
import { sanity } from '../tables/sanity.ts';
import { scores } from '../tables/scores.ts';
import { attemptAsync } from '../measure/attempt.ts';
import { thresholds } from '../tables/thresholds.ts';
import { fileOf, type ColumnOf, type LineOf, type Table } from '../tables/table.ts';
import {
  accountSchema,
  ACCOUNT_FILE,
  LOCK_FILE,
  lockSchema,
  PARTIAL_FILE,
  partialSchema,
  type Lock,
} from './lock.ts';
import { FACTORS, type ImageLine, type MapLine, type Run } from './run.ts';
import { Unsound } from './unsound.ts';

const CLASSIFICATION = [
  ...(['model', 'label', 'metric', 'n', 'positives', 'value', 'low', 'high', 'interval', 'reason'] as const),
] as const;

const THRESHOLDS = Object.keys(thresholds.columns) as ColumnOf<typeof thresholds>[];

/**
 * Reads the folder of a run. What is not sound in a table, as after a full disk, is left out, with a note.
 * @param path absolute.
 * @throws CamscopeError FILE_UNREADABLE for a folder that is none; DATA_INVALID for a damaged lock, and for tables of another
 *   version of camscope.
 */
export async function readRun(path: string, files: Files): Promise<Run> {
  const folder = files.resolve(path);
  const at = (name: string) => files.resolve(folder, name);
  const lock = await lockOf(path, files);
  const unsound = new Unsound();
  const of = <T extends Table>(table: T) => ({ files, folder, table, unsound: unsound.of(fileOf(table)) });
  const factors = <T extends Table>(table: T, names: readonly ColumnOf<T>[], value: ColumnOf<T>) =>
    readFactors(of(table), names, value);
  const lines = <T extends Table, Name extends ColumnOf<T>>(table: T, names: readonly Name[]) =>
    readLines(of(table), names);
  // In this order: when a run ends, its account is there before the other is gone.
  const partial = await accountIn(files, at(PARTIAL_FILE), partialSchema, unsound);
  const account = await accountIn(files, at(ACCOUNT_FILE), accountSchema, unsound);
  const read = {
    folder,
    lock: lock.value,
    rawLock: lock.raw,
    account,
    partial: account ? undefined : partial,
    scores: await factors(scores, FACTORS.scores, 'value'),
    agreement: await factors(agreement, FACTORS.agreement, 'value'),
    predictions: await factors(predictions, FACTORS.predictions, 'probability'),
    classification: await lines(classification, CLASSIFICATION),
    features: await factors(findings, FACTORS.findings, 'value'),
    faithfulness: await factors(faithfulness, FACTORS.faithfulness, 'value'),
    curves: await meanCurves(of(faithfulnessCurves)),
    sanity: await factors(sanity, FACTORS.sanity, 'value'),
    thresholds: await lines(thresholds, THRESHOLDS),
    images: (await lines(images, IMAGES)).map((line) => imageOf(line, at)),
    maps: (await lines(maps, MAPS)).map((line) => mapOf(line, at)),
  };
  return { ...read, notes: unsound.notes };
}

/**
 * What a run depends on, without its tables.
 * @throws CamscopeError as `readRun`.
 */
export async function readLock(path: string, files: Files): Promise<Lock> {
  return (await lockOf(path, files)).value;
}

async function lockOf(path: string, files: Files) {
  const lock = await readJson(files, files.resolve(path, LOCK_FILE), lockSchema);
  if (lock) return lock;
  throw new CamscopeError('FILE_UNREADABLE', `'${path}' is not the folder of a run`, {
    found: `It has no ${LOCK_FILE}`,
    fix: "Give the folder that 'camscope run' wrote",
  });
}

const IMAGES = ['image', 'file', 'width', 'height', 'findings'] as const;

function imageOf(
  { image, file, width, height, findings: drawn }: LineOf<typeof images, (typeof IMAGES)[number]>,
  at: (name: string) => string,
): ImageLine {
  return { image, file: at(file), width: width!, height: height!, findings: drawn ?? {} };
}

const MAPS = [
  ...(['model', 'image', 'class', 'method', 'layer', 'map', 'array', 'gives'] as const),
  ...(['x0', 'y0', 'x1', 'y1', 'probability', 'passes', 'facts', 'boxes'] as const),
] as const;

function mapOf(
  {
    map,
    gives,
    x0 = 0,
    y0 = 0,
    x1 = 0,
    y1 = 0,
    boxes = {},
    ...line
  }: LineOf<typeof maps, (typeof MAPS)[number]>,
  at: (name: string) => string,
): MapLine {
  return {
    ...line,
    file: map === '' ? undefined : at(map),
    gives: gives === 'attribution' ? 'attribution' : 'map',
    region: { x0, y0, x1, y1 },
    boxes,
  };
}

/** A run without a sound account is one that is not known to be finished. */
async function accountIn<T extends z.ZodType>(files: Files, file: string, schema: T, unsound: Unsound) {
  const read = await attemptAsync(() => readJson(files, file, schema));
  if ('value' in read) return read.value?.value;
  const name = file.slice(file.lastIndexOf('/') + 1);
  unsound.add(`${name} is left out: ${messageOf(read.failure).replace(/\s*\n\s*/g, '; ')}`);
  return undefined;
}

/** A JSON file that fits `schema`; undefined when it is not there. */
async function readJson<T extends z.ZodType>(files: Files, file: string, schema: T) {
  if (!(await files.exists(file))) return undefined;
  const text = new TextDecoder().decode(await files.read(file));
  try {
    const raw = JSON.parse(text) as unknown;
    return { raw, value: schema.parse(raw) };
  } catch (cause) {
    const found =
      cause instanceof z.ZodError
        ? cause.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
        : messageOf(cause);
    throw new CamscopeError('DATA_INVALID', `${file} is not what a run writes`, {
      found,
      fix: 'Run the study anew with this version of camscope',
      cause,
    });
  }
}
