import type { Files, ImageCodec, ProgressOfStage } from '@camscope/core';
import {
  maps as mapsTable,
  reasonOf,
  taskOf,
  type Candidate,
  type Found,
  type MapRow,
  type Measurer,
} from '@camscope/pipeline';
import { mapFile, type MapFiles } from '../files/map-files.ts';
import type { TableWriter } from '../files/table-writer.ts';
import { sideBySide } from '../open/side-by-side.ts';
import type { OpenModel } from '../open/open-study.ts';
import { explains, type Finding, type PlannedModel } from '../plan/plan.ts';
import { ahead } from './ahead.ts';
import { explainLots, type Explanation, type ReadyMethod } from './explain-lots.ts';
import { loadLots, lots, type LoadedImage } from './load-images.ts';
import { measureAll, type MeasuringJob } from './measure-all.ts';
import type { RunAtHand } from './stage.ts';

/** Sessions opened at a time: ONNX Runtime prepares a graph on one core. */
const OPENINGS = 2;

/** What explaining runs on. */
export interface ExplainParts {
  readonly files: Files;
  readonly codec: ImageCodec;
  readonly measurer: Measurer;
  readonly tables: TableWriter;
  readonly maps: MapFiles;
}

/**
 * Explains every finding on one network by every method: raw maps to `maps/<network>/<method>/<image>.<class>.npy`,
 * what is known of each to the table of maps, and its measurements. Images are loaded a lot ahead of the network, which
 * works a lot ahead of the measuring.
 */
export async function explainModel(
  run: RunAtHand,
  { network, methods }: OpenModel,
  planned: PlannedModel,
  parts: ExplainParts,
  progress: ProgressOfStage,
): Promise<void> {
  const { study } = run.opened;
  const { batch } = study.session;
  const loader = { ...parts, preprocessing: network.preprocessing };
  const ranks = new Map(planned.images.flatMap(({ findings }) => findings).map((finding, i) => [finding, i]));
  const ready: ReadyMethod[] = [];
  try {
    await sideBySide(methods, OPENINGS, async ({ chosen, compiled }, i) => {
      ready[i] = { chosen, planned: planned.methods[i], explainer: await compiled.open() };
      noteFallback(run, ready[i]);
    });
    const wanted = planned.images.filter(({ sample }) =>
      planned.methods.some((method) => explains(method, sample)),
    );
    const images = hashed(loadLots(lots(wanted, batch), loader), run.hashes);
    const explained = explainLots(ahead(images), ready, run.signal);
    await measureAll(jobs(ahead(explained)), run, parts.measurer, parts.tables);
  } finally {
    await Promise.all(ready.map(({ explainer }) => explainer.release()));
  }

  async function* jobs(all: AsyncGenerator<Explanation[]>): AsyncGenerator<MeasuringJob> {
    for await (const lot of all) {
      await Promise.all(lot.map((explanation) => keep(explanation, planned, parts.maps)));
      for (const explanations of byFinding(lot, ranks)) {
        const [{ image, finding }] = explanations;
        const candidates = explanations.map((explanation) => candidateOf(explanation, planned.name));
        yield {
          task: taskOf(image.sample, finding, candidates),
          async done({ found }) {
            const rows = explanations.map((explanation, i) => rowOf(explanation, planned, found[i]));
            await parts.tables.append(mapsTable, rows);
            progress.advance(explanations.length);
          },
        };
      }
    }
  }
}

function noteFallback({ opened, note }: RunAtHand, { chosen, explainer }: ReadyMethod): void {
  const { network, provider } = explainer;
  if (provider === opened.provider) return;
  note(`${network.name}, ${chosen.name}: on ${provider}, since ${opened.provider} cannot run it`);
}

async function keep(explanation: Explanation, planned: PlannedModel, maps: MapFiles): Promise<void> {
  if ('failure' in explanation) return;
  const { raw, region, probability, method } = explanation;
  const { contribution, map: how } = method.chosen;
  await maps.save(fileOf(explanation, planned), raw, { region, probability, gives: contribution.gives, how });
}

function fileOf({ image, finding, method }: Explanation, { folder }: PlannedModel): string {
  return mapFile(folder, method.chosen.name, image.stem, finding.target);
}

/** The explanations of each finding in the order of the methods; findings by their ranks. */
function byFinding(lot: readonly Explanation[], ranks: ReadonlyMap<Finding, number>): Explanation[][] {
  const groups = new Map<Finding, Explanation[]>();
  for (const explanation of lot) {
    const group = groups.get(explanation.finding);
    if (group) group.push(explanation);
    else groups.set(explanation.finding, [explanation]);
  }
  return [...groups].sort(([a], [b]) => ranks.get(a)! - ranks.get(b)!).map(([, group]) => group);
}

function candidateOf(explanation: Explanation, model: string): Candidate {
  const { chosen, explainer } = explanation.method;
  const common = { name: chosen.name, kind: 'method', model, layer: explainer.layer } as const;
  if ('failure' in explanation)
    return {
      ...common,
      claim: { is: 'none', of: 'map', reason: reasonOf(explanation.failure), failed: true },
    };
  const { raw, region, score, probability } = explanation;
  const { gives } = chosen.contribution;
  return { ...common, score, probability, claim: { is: 'map', raw, gives, region, how: chosen.map } };
}

function rowOf(explanation: Explanation, planned: PlannedModel, found: Found): MapRow {
  const { image, finding, method } = explanation;
  const { chosen, explainer } = method;
  const { id, patient } = image.sample;
  const known = {
    ...{ model: planned.name, image: id, patient, class: finding.label },
    ...{ method: chosen.name, layer: explainer.layer, gives: chosen.contribution.gives ?? 'map' },
  };
  if ('failure' in explanation) return { ...known, failure: reasonOf(explanation.failure) };
  const { region, score, probability, passes, facts } = explanation;
  return {
    ...known,
    map: fileOf(explanation, planned),
    ...region,
    score,
    probability,
    passes,
    facts,
    ...found,
  };
}

async function* hashed(
  lots: AsyncGenerator<LoadedImage[]>,
  hashes: Map<string, string>,
): AsyncGenerator<LoadedImage[]> {
  for await (const lot of lots) {
    for (const { image, sha256 } of lot) if (sha256) hashes.set(image.sample.id, sha256);
    yield lot;
  }
}
