import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CamscopeError, messageOf, type Box } from '@camscope/core';
import { z } from 'zod';
import { accountSchema, lockSchema } from './lock-schema.ts';
import { meanCurves } from './mean-curves.ts';
import { factorsOf, records } from './records.ts';
import {
  AGREEMENT,
  FAITHFULNESS,
  FEATURES,
  PREDICTIONS,
  SANITY,
  SCORES,
  type ClassificationLine,
  type ImageLine,
  type MapLine,
  type Run,
} from './run.ts';

/**
 * Reads the folder of a run.
 * @throws CamscopeError FILE_UNREADABLE for a folder that is none, DATA_INVALID for damaged files.
 */
export async function readRun(path: string): Promise<Run> {
  const folder = resolve(path);
  const at = (file: string) => join(folder, file);
  const lock = await readJson(at('study.lock.json'), lockSchema);
  if (!lock) {
    throw new CamscopeError('FILE_UNREADABLE', `'${path}' is not the folder of a run`, {
      found: 'It has no study.lock.json',
      fix: "Give the folder that 'camscope run' wrote",
    });
  }
  const account = await readJson(at('run.json'), accountSchema);
  const emptiness = (fields: readonly string[]) => [
    ...fields.slice(0, -1),
    fields.at(-1) === '0' ? 'empty' : '',
  ];
  return {
    folder,
    lock: lock.value,
    rawLock: lock.raw,
    account: account?.value,
    scores: await factorsOf(
      at('scores.csv'),
      [...SCORES.slice(0, -1), 'regions'],
      'value',
      SCORES,
      emptiness,
    ),
    agreement: await factorsOf(
      at('agreement.csv'),
      ['model_a', 'a', 'model_b', 'b', ...AGREEMENT.slice(4)],
      'value',
      AGREEMENT,
    ),
    predictions: await factorsOf(at('predictions.csv'), PREDICTIONS, 'probability'),
    classification: await classification(at('classification.csv')),
    features: await factorsOf(at('findings.csv'), FEATURES, 'value'),
    faithfulness: await factorsOf(at('faithfulness.csv'), FAITHFULNESS, 'value'),
    curves: await meanCurves(at('faithfulness-curves.csv')),
    sanity: await factorsOf(at('sanity.csv'), SANITY, 'value'),
    images: await images(folder),
    maps: await maps(folder),
  };
}

function classification(path: string): Promise<ClassificationLine[]> {
  return records(
    path,
    ['model', 'label', 'metric', 'n', 'positives', 'value', 'low', 'high', 'interval', 'reason'],
    ({ text, number }) => ({
      model: text('model'),
      label: text('label'),
      metric: text('metric'),
      n: number('n')!,
      positives: number('positives')!,
      value: number('value') ?? null,
      low: number('low'),
      high: number('high'),
      interval: text('interval') || undefined,
      reason: text('reason') || undefined,
    }),
  );
}

function images(folder: string): Promise<ImageLine[]> {
  const columns = ['image', 'file', 'width', 'height', 'findings'] as const;
  return records(join(folder, 'images.csv'), columns, ({ text, number }) => ({
    image: text('image'),
    file: resolve(folder, text('file')),
    width: number('width')!,
    height: number('height')!,
    findings: JSON.parse(text('findings')) as ImageLine['findings'],
  }));
}

function maps(folder: string): Promise<MapLine[]> {
  return records(
    join(folder, 'maps.csv'),
    [
      ...(['model', 'image', 'class', 'method', 'layer', 'map', 'gives'] as const),
      ...(['x0', 'y0', 'x1', 'y1', 'probability', 'passes', 'facts', 'boxes'] as const),
    ],
    ({ text, number }) => {
      const [x0, y0, x1, y1] = (['x0', 'y0', 'x1', 'y1'] as const).map((edge) => number(edge) ?? 0);
      return {
        model: text('model'),
        image: text('image'),
        class: text('class'),
        method: text('method'),
        layer: text('layer'),
        file: text('map') === '' ? undefined : join(folder, text('map')),
        gives: text('gives') === 'attribution' ? 'attribution' : 'map',
        region: { x0, y0, x1, y1 },
        probability: number('probability'),
        passes: number('passes'),
        facts: json<Record<string, unknown>>(text('facts')),
        boxes: json<Record<string, Box>>(text('boxes')) ?? {},
      };
    },
  );
}

function json<T>(text: string): T | undefined {
  return text === '' ? undefined : (JSON.parse(text) as T);
}

/** A JSON file that fits `schema`; undefined when it is not there. */
async function readJson<T extends z.ZodType>(file: string, schema: T) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
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
