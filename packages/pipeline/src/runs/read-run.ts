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
import { fileOf, type ColumnOf, type Table } from '../tables/table.ts';
import { accountSchema, ACCOUNT_FILE, LOCK_FILE, lockSchema } from './lock.ts';
import { FACTORS, type ImageLine, type MapLine, type Run } from './run.ts';

/**
 * Reads the folder of a run.
 * @param path absolute.
 * @throws CamscopeError FILE_UNREADABLE for a folder that is none, DATA_INVALID for damaged files.
 */
export async function readRun(path: string, files: Files): Promise<Run> {
  const folder = files.resolve(path);
  const at = (name: string) => files.resolve(folder, name);
  const lock = await readJson(files, at(LOCK_FILE), lockSchema);
  if (!lock) {
    throw new CamscopeError('FILE_UNREADABLE', `'${path}' is not the folder of a run`, {
      found: `It has no ${LOCK_FILE}`,
      fix: "Give the folder that 'camscope run' wrote",
    });
  }
  const factors = <T extends Table>(table: T, names: readonly ColumnOf<T>[], value: ColumnOf<T>) =>
    readFactors(files, at(fileOf(table)), table, names, value);
  return {
    folder,
    lock: lock.value,
    rawLock: lock.raw,
    account: (await readJson(files, at(ACCOUNT_FILE), accountSchema))?.value,
    scores: await factors(scores, FACTORS.scores, 'value'),
    agreement: await factors(agreement, FACTORS.agreement, 'value'),
    predictions: await factors(predictions, FACTORS.predictions, 'probability'),
    classification: await readLines(files, at(fileOf(classification)), classification, [
      ...([
        'model',
        'label',
        'metric',
        'n',
        'positives',
        'value',
        'low',
        'high',
        'interval',
        'reason',
      ] as const),
    ]),
    features: await factors(findings, FACTORS.findings, 'value'),
    faithfulness: await factors(faithfulness, FACTORS.faithfulness, 'value'),
    curves: await meanCurves(files, at(fileOf(faithfulnessCurves))),
    sanity: await factors(sanity, FACTORS.sanity, 'value'),
    images: await imagesIn(folder, files),
    maps: await mapsIn(folder, files),
  };
}

async function imagesIn(folder: string, files: Files): Promise<ImageLine[]> {
  const columns = ['image', 'file', 'width', 'height', 'findings'] as const;
  const lines = await readLines(files, files.resolve(folder, fileOf(images)), images, columns);
  return lines.map(({ image, file, width, height, findings: drawn }) => ({
    image,
    file: files.resolve(folder, file),
    width: width!,
    height: height!,
    findings: drawn ?? {},
  }));
}

async function mapsIn(folder: string, files: Files): Promise<MapLine[]> {
  const lines = await readLines(files, files.resolve(folder, fileOf(maps)), maps, [
    ...(['model', 'image', 'class', 'method', 'layer', 'map', 'array', 'gives'] as const),
    ...(['x0', 'y0', 'x1', 'y1', 'probability', 'passes', 'facts', 'boxes'] as const),
  ]);
  return lines.map(({ map, gives, x0 = 0, y0 = 0, x1 = 0, y1 = 0, boxes = {}, ...line }) => ({
    ...line,
    file: map === '' ? undefined : files.resolve(folder, map),
    gives: gives === 'attribution' ? 'attribution' : 'map',
    region: { x0, y0, x1, y1 },
    boxes,
  }));
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
