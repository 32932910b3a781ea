import { readFile } from 'node:fs/promises';
import { CamscopeError, type Box, type FloatTensor, type Sample } from '@camscope/core';
import type { ChosenImport } from '../config/study.ts';
import { decodeNpy } from '../files/npy.ts';
import { attemptAsync, reasonOf, type Attempt } from '../measure/attempt.ts';
import { filled } from '../measure/filter-files.ts';
import type { Candidate, Found } from '../measure/task.ts';
import type { Finding, PlannedImage, PlannedModel } from '../plan/plan.ts';
import { mapFile, measureAll, saveMap, type Job, type RunContext } from './context.ts';
import { mapsHeader, mapsLine, type MapRecord } from './maps-table.ts';
import type { Stage } from './progress.ts';
import { taskOf } from './task-of.ts';

/** Measures heatmaps made elsewhere. They span the whole image. A missing file is a failure with a reason. */
export async function measureImports(
  context: RunContext,
  planned: PlannedModel,
  stage: Stage,
): Promise<void> {
  const { opened, out, tables } = context;
  const imports = opened.study.imports.filter(({ model }) => model === planned.name);
  await measureAll(context, jobs());

  async function* jobs(): AsyncGenerator<Job> {
    for (const image of planned.images)
      for (const finding of image.findings) {
        const raws: Attempt<FloatTensor>[] = [];
        for (const one of imports) raws.push(await attemptAsync(() => read(one, image, finding)));
        const candidates = raws.map((raw, i) => candidateOf(raw, imports[i], image));
        const files: (string | undefined)[] = [];
        for (const [i, raw] of raws.entries()) files.push(await keep(raw, imports[i], image, finding));
        yield {
          task: taskOf(image.sample, finding, candidates),
          async done({ found }) {
            const lines = raws.map((raw, i) =>
              mapsLine(recordOf(raw, imports[i], image, finding, files[i], found[i])),
            );
            await tables.append('maps.csv', mapsHeader, lines.join(''));
            stage.advance(imports.length);
          },
        };
      }
  }

  async function keep(
    raw: Attempt<FloatTensor>,
    { name }: ChosenImport,
    { stem, sample }: PlannedImage,
    { target }: Finding,
  ): Promise<string | undefined> {
    if ('failure' in raw) return undefined;
    const file = mapFile(planned.folder, name, stem, target);
    context.kept.set(file, { region: wholeOf(sample) });
    await saveMap(out, file, raw.value);
    return file;
  }
}

function recordOf(
  raw: Attempt<FloatTensor>,
  { name, model }: ChosenImport,
  { sample }: PlannedImage,
  { label }: Finding,
  file: string | undefined,
  found: Found,
): MapRecord {
  const { id, patient } = sample;
  const known = { model, image: id, patient, class: label, method: name, gives: 'map' } as const;
  if ('failure' in raw) return { ...known, failure: reasonOf(raw.failure) };
  return { ...known, file, region: wholeOf(sample), ...found };
}

/** float32 [1,h,w]. */
async function read(
  { files }: ChosenImport,
  { sample }: PlannedImage,
  { label }: Finding,
): Promise<FloatTensor> {
  const path = filled(files, sample.id, { label });
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new CamscopeError('FILE_UNREADABLE', `Cannot read ${path}`, { found: cause.message, cause });
  });
  const array = decodeNpy(new Uint8Array(bytes), path);
  const [height, width] = array.dims.slice(-2);
  if (array.dims.length >= 2 && array.data.length === height * width)
    return { ...array, dims: [1, height, width] };
  throw new CamscopeError('DATA_INVALID', `${path} is not a heatmap`, {
    asked: 'an array (h, w)',
    found: `an array (${array.dims.join(', ')})`,
  });
}

function candidateOf(
  raw: Attempt<FloatTensor>,
  { name, model, map: how }: ChosenImport,
  { sample }: PlannedImage,
): Candidate {
  const common = { name, kind: 'method', model, imported: true } as const;
  if ('failure' in raw)
    return { ...common, claim: { is: 'none', of: 'map', reason: reasonOf(raw.failure), failed: true } };
  return { ...common, claim: { is: 'map', raw: raw.value, region: wholeOf(sample), how } };
}

function wholeOf({ frame }: Sample): Box {
  return { x0: 0, y0: 0, x1: frame.width, y1: frame.height };
}
