import { CamscopeError, type Files, type FloatTensor, type ProgressOfStage } from '@camscope/core';
import {
  attemptAsync,
  decodeNpy,
  filled,
  maps as mapsTable,
  reasonOf,
  taskOf,
  type Attempt,
  type Candidate,
  type Found,
  type MapRow,
  type Measurer,
} from '@camscope/pipeline';
import { wholeOf } from '@camscope/pixels';
import type { ChosenImport } from '../config/study.ts';
import { mapFile, type MapFiles } from '../files/map-files.ts';
import type { TableWriter } from '../files/table-writer.ts';
import type { Finding, PlannedImage, PlannedModel } from '../plan/plan.ts';
import { measureAll, type MeasuringJob } from './measure-all.ts';
import type { RunAtHand } from './stage.ts';

/** What measuring heatmaps made elsewhere runs on. */
export interface ImportParts {
  readonly files: Files;
  readonly measurer: Measurer;
  readonly tables: TableWriter;
  readonly maps: MapFiles;
}

/** A heatmap made elsewhere, of one finding. */
interface Imported {
  readonly chosen: ChosenImport;
  readonly raw: Attempt<FloatTensor>;
  /** Where the run keeps it; absent when it could not be read. */
  readonly file?: string;
}

/** Measures heatmaps made elsewhere. They span the whole image. A missing file is a failure with a reason. */
export async function measureImports(
  run: RunAtHand,
  planned: PlannedModel,
  parts: ImportParts,
  progress: ProgressOfStage,
): Promise<void> {
  const imports = run.opened.study.imports.filter(({ model }) => model === planned.name);
  await measureAll(jobs(), run, parts.measurer, parts.tables);

  async function* jobs(): AsyncGenerator<MeasuringJob> {
    for (const image of planned.images)
      for (const finding of image.findings) {
        const all: Imported[] = [];
        for (const chosen of imports) all.push(await imported(chosen, planned, image, finding, parts));
        const candidates = all.map((one) => candidateOf(one, image));
        yield {
          task: taskOf(image.sample, finding, candidates),
          async done({ found }) {
            const rows = all.map((one, i) => rowOf(one, image, finding, found[i]));
            await parts.tables.append(mapsTable, rows);
            progress.advance(imports.length);
          },
        };
      }
  }
}

async function imported(
  chosen: ChosenImport,
  { folder }: PlannedModel,
  image: PlannedImage,
  finding: Finding,
  { files, maps }: ImportParts,
): Promise<Imported> {
  const raw = await attemptAsync(() => read(chosen, image, finding, files));
  if ('failure' in raw) return { chosen, raw };
  const file = mapFile(folder, chosen.name, image.stem, finding.target);
  await maps.save(file, raw.value, { region: wholeOf(image.sample.frame), how: chosen.map });
  return { chosen, raw, file };
}

/** float32 [1,h,w]. */
async function read(
  { files: pattern }: ChosenImport,
  { sample }: PlannedImage,
  { label }: Finding,
  files: Files,
): Promise<FloatTensor> {
  const path = filled(pattern, sample.id, { label });
  const array = decodeNpy(await files.read(path), path);
  const [height, width] = array.dims.slice(-2);
  if (array.dims.length >= 2 && array.data.length === height * width)
    return { ...array, dims: [1, height, width] };
  throw new CamscopeError('DATA_INVALID', `${path} is not a heatmap`, {
    asked: 'an array (h, w)',
    found: `an array (${array.dims.join(', ')})`,
  });
}

function candidateOf({ chosen, raw }: Imported, { sample }: PlannedImage): Candidate {
  const { name, model, map: how } = chosen;
  const common = { name, kind: 'method', model, imported: true } as const;
  if ('failure' in raw)
    return { ...common, claim: { is: 'none', of: 'map', reason: reasonOf(raw.failure), failed: true } };
  return { ...common, claim: { is: 'map', raw: raw.value, region: wholeOf(sample.frame), how } };
}

function rowOf(
  { chosen, raw, file }: Imported,
  { sample }: PlannedImage,
  { label }: Finding,
  found: Found,
): MapRow {
  const { id, patient, frame } = sample;
  const { name, model } = chosen;
  const known = { model, image: id, patient, class: label, method: name, gives: 'map' };
  if ('failure' in raw) return { ...known, failure: reasonOf(raw.failure) };
  return { ...known, map: file, ...wholeOf(frame), ...found };
}
