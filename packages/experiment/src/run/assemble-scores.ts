import type { Files } from '@camscope/core';
import { lineOf, maps as mapsTable, type Found, type MapRow, type Tally } from '@camscope/pipeline';
import type { Finding, PlannedImage } from '../plan/plan.ts';
import type { MethodNote } from '../plan/notes-by-network.ts';
import type { Explained, Explanation } from '../stages/explained.ts';
import type { MeasuredSeries } from '../stages/measure-lot.ts';
import type { MapsUnit } from '../units/maps-units.ts';
import type { MeasureLot, SeriesUnits } from '../units/measure-units.ts';
import { inOrder } from './in-order.ts';
import type { PreparedRun } from './prepare-run.ts';

/** Lots read ahead of where they are written. */
const AHEAD = 4;

/** What is gathered on the way. */
export interface Gathered {
  readonly out: string;
  readonly files: Files;
  /** Files of maps that are made. */
  readonly there: Set<string>;
  readonly tally: Tally;
  /** Lines of the table of maps. */
  readonly mapLines: string[];
  /** Methods that did not run where the rest of the study did. */
  readonly elsewhere: MethodNote[];
}

/**
 * Lines of the table of scores: networks, lots, findings, and of each finding the series in their order. On the way, maps become
 * files of the run.
 */
export async function* assembleScores(run: PreparedRun, gathered: Gathered): AsyncGenerator<string> {
  const save = mapSaver(run, gathered);
  for await (const [lot, series] of inOrder(measuredLots(run), AHEAD, (lot) => doneOf(run, lot, save))) {
    for (const one of series) gather(run, one, gathered);
    const rows = series.map((one) => rowsOf(one, lot));
    for (const { findings } of lot.images)
      for (const finding of findings)
        for (const [s, one] of series.entries()) {
          const row = rows[s].get(finding);
          if (!row) continue;
          yield row.scores;
          if (row.explanation)
            gathered.mapLines.push(lineOf(mapsTable, mapRow(one, finding, row, row.explanation)));
        }
  }
}

/** Lots of which there are scores, in the order of the table. */
function measuredLots({ plan }: PreparedRun): MeasureLot[] {
  return [...plan.models.flat(), ...plan.imports.flat(), ...plan.baselines];
}

/** Whether a series of a lot is explained and measured. */
function isDone({ maps, measured }: SeriesUnits, { ledger }: PreparedRun): boolean {
  return !ledger.needs(measured) && !(maps && ledger.needs(maps));
}

/** A series of a lot that is explained and measured. */
interface Done {
  readonly units: SeriesUnits;
  readonly measured: MeasuredSeries;
  readonly explained?: Explained;
}

type Save = (maps: MapsUnit, explained: Explained) => Promise<void>;

/** Its maps are files of the run by then. */
async function doneOf(run: PreparedRun, { series }: MeasureLot, save: Save): Promise<Done[]> {
  const { ledger } = run;
  const done = series.filter((one) => isDone(one, run));
  return Promise.all(
    done.map(async (units): Promise<Done> => {
      const measured = await ledger.value<MeasuredSeries>(units.measured);
      if (!units.maps) return { units, measured };
      const explained = await ledger.value<Explained>(units.maps);
      await save(units.maps, explained);
      return { units, measured, explained };
    }),
  );
}

/** Makes maps files of the run, each folder once. Where all of a unit failed there is no file. */
function mapSaver({ ledger }: PreparedRun, { out, files, there }: Gathered): Save {
  const folders = new Map<string, Promise<void>>();
  return async (maps, { images }) => {
    if (there.has(maps.file) || !images.flat().some((one) => 'array' in one)) return;
    const path = files.resolve(out, maps.file);
    const folder = files.resolve(path, '..');
    if (!folders.has(folder)) folders.set(folder, files.makeFolder(folder));
    await folders.get(folder);
    await ledger.export(maps, path);
    there.add(maps.file);
  };
}

function gather(
  { opened: { provider } }: PreparedRun,
  { units, measured, explained }: Done,
  gathered: Gathered,
): void {
  const { tally, elsewhere } = gathered;
  tally.merge(measured.tally);
  const { series } = units;
  if (explained?.provider === undefined || explained.provider === provider) return;
  const text = `on ${explained.provider}, since ${provider} cannot run it`;
  elsewhere.push({ model: series.model, method: series.name, text });
}

interface Rows {
  readonly image: PlannedImage;
  readonly scores: string;
  readonly found?: Found;
  readonly explanation?: Explanation;
}

/** By finding: maps and measurements are of the images that the method explains. */
function rowsOf({ units, measured, explained }: Done, { images }: MeasureLot): Map<Finding, Rows> {
  const rows = new Map<Finding, Rows>();
  let n = 0;
  for (const [i, image] of (units.maps?.images ?? images).entries())
    for (const [k, finding] of image.findings.entries()) {
      const { scores, found } = measured.findings[n++];
      rows.set(finding, { image, scores, found: found[0], explanation: explained?.images[i][k] });
    }
  return rows;
}

function mapRow(
  { units: { series, maps } }: Done,
  { label }: Finding,
  { image: { sample }, found }: Rows,
  explanation: Explanation,
): MapRow {
  const known = {
    ...{ model: series.model, image: sample.id, patient: sample.patient, class: label },
    ...{ method: series.name, layer: series.layer, gives: series.gives ?? 'map' },
  };
  if ('failure' in explanation) return { ...known, failure: explanation.failure };
  const { array, region, score, probability, passes, facts } = explanation;
  return { ...known, map: maps!.file, array, ...region, score, probability, passes, facts, ...found };
}
