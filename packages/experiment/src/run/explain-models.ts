import { reasonOf } from '../measure/attempt.ts';
import type { Candidate, Found } from '../measure/task.ts';
import { OPENINGS, type OpenModel } from '../plan/open-study.ts';
import { sideBySide } from '../plan/side-by-side.ts';
import { explains, type Finding, type PlannedModel } from '../plan/plan.ts';
import { ahead } from './ahead.ts';
import { mapFile, measureAll, saveMap, type Job, type RunContext } from './context.ts';
import { explain, type Explanation, type Method } from './explain.ts';
import { load, lots, type LoadedImage } from './load.ts';
import { mapsHeader, mapsLine, type MapRecord } from './maps-table.ts';
import type { Stage } from './progress.ts';
import { taskOf } from './task-of.ts';

/**
 * Explains every finding on one network by every method: raw maps to `maps/<network>/<method>/<image>.<class>.npy`,
 * what is known of each to `maps.csv`, and its measurements. Images are loaded a lot ahead of the network, which works
 * a lot ahead of the measuring.
 * @param seen is told the hash of every image that was read.
 */
export async function explainModel(
  context: RunContext,
  { network, methods }: OpenModel,
  planned: PlannedModel,
  stage: Stage,
  seen: (image: LoadedImage) => void,
): Promise<void> {
  const { opened, out, signal } = context;
  const { codec, session } = opened.study;
  const ranks = new Map(planned.images.flatMap(({ findings }) => findings).map((finding, i) => [finding, i]));
  const ready: Method[] = [];
  try {
    await sideBySide(methods, OPENINGS, async ({ chosen, prepare }, i) => {
      ready[i] = { chosen, planned: planned.methods[i], explainer: await prepare() };
    });
    const wanted = planned.images.filter(({ sample }) =>
      planned.methods.some((method) => explains(method, sample)),
    );
    const images = telling(load(lots(wanted, session.batch), codec, network.preprocessing), seen);
    const explained = explain(ahead(images), ready, signal);
    await measureAll(context, jobs(ahead(explained)));
  } finally {
    await Promise.all(ready.map(({ explainer }) => explainer.release()));
  }

  async function* jobs(lots: AsyncGenerator<Explanation[]>): AsyncGenerator<Job> {
    for await (const lot of lots) {
      await Promise.all(lot.map((explanation) => keep(explanation)));
      for (const explanations of byFinding(lot, ranks)) {
        const [{ image, finding }] = explanations;
        const candidates = explanations.map((explanation) => candidateOf(explanation, planned.name));
        yield {
          task: taskOf(image.sample, finding, candidates),
          async done({ found }) {
            const lines = explanations.map((explanation, i) =>
              mapsLine(recordOf(explanation, planned, found[i])),
            );
            await context.tables.append('maps.csv', mapsHeader, lines.join(''));
            stage.advance(explanations.length);
          },
        };
      }
    }
  }

  async function keep(explanation: Explanation): Promise<void> {
    if ('failure' in explanation) return;
    const file = fileOf(explanation, planned);
    const { region, probability } = explanation;
    context.kept.set(file, { region, probability });
    await saveMap(out, file, explanation.raw);
  }
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

function recordOf(explanation: Explanation, planned: PlannedModel, found: Found): MapRecord {
  const { image, finding, method } = explanation;
  const { chosen, explainer } = method;
  const { id, patient } = image.sample;
  const known = {
    ...{ model: planned.name, image: id, patient, class: finding.label },
    ...{ method: chosen.name, layer: explainer.layer, gives: chosen.contribution.gives ?? 'map' },
  };
  if ('failure' in explanation) return { ...known, failure: reasonOf(explanation.failure) };
  const { region, score, probability, passes, facts } = explanation;
  const file = fileOf(explanation, planned);
  return { ...known, file, region, score, probability, passes, facts, ...found };
}

async function* telling(
  lots: AsyncGenerator<LoadedImage[]>,
  seen: (image: LoadedImage) => void,
): AsyncGenerator<LoadedImage[]> {
  for await (const lot of lots) {
    lot.forEach(seen);
    yield lot;
  }
}
