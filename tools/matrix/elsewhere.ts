import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { relativeError } from '@camscope/testkit';
import { openPage, type OpenPage } from '../browser/open-page.ts';
import { subjectOf, type Cell } from './cpu-cells.ts';
import { askedFor } from './methods.ts';
import { NETWORKS } from './networks.ts';
import { isUndecided } from './references.ts';

/** Providers add in another order than the CPU. */
const TOLERANCE = 1e-3;

/** What a provider of the browser makes of a method that the CPU explains; '.' where that makes no map. */
export async function cellElsewhere(
  { page }: OpenPage,
  provider: string,
  family: string,
  id: string,
  { outcome: expected }: Cell,
): Promise<Cell> {
  if (!('map' in expected)) return { sign: 'refused' in expected ? '-' : '.', outcome: expected };
  const { model, ...about } = subjectOf(family);
  const [outcome] = await page.evaluate(
    ([where, bytes, subject, asked]) => camscope.explainEach(where, bytes, subject, [asked]),
    [provider, Buffer.from(model).toString('base64'), about, askedFor(id)] as const,
  );
  if ('refused' in outcome) return { sign: '-', outcome };
  const error = 'map' in outcome ? relativeError(outcome.map, expected.map) : undefined;
  return { sign: signOf(error, family, id), outcome, error };
}

/** @param error of a map, where there is one. */
function signOf(error: number | undefined, family: string, id: string): string {
  if (error === undefined) return '!';
  if (error < TOLERANCE) return '=';
  return isUndecided(NETWORKS[family].fixture, id) ? '+' : '!';
}

/** A page of the packages, in Chromium, with what ONNX Runtime is run from. */
export async function pageWithRuntime(): Promise<OpenPage> {
  const opened = await openPage();
  const require = createRequire(import.meta.url);
  mkdirSync(join(opened.folder, 'ort'));
  for (const end of ['mjs', 'wasm']) {
    const file = `ort-wasm-simd-threaded.asyncify.${end}`;
    copyFileSync(require.resolve(`onnxruntime-web/${file}`), join(opened.folder, 'ort', file));
  }
  return opened;
}
