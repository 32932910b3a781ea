import type { Progress, Sample } from '@camscope/core';
import { taskOf, type Candidate, type Measurer } from '@camscope/pipeline';
import { mapFile, type MapFiles } from '../files/map-files.ts';
import type { TableWriter } from '../files/table-writer.ts';
import { explains, type PlannedModel } from '../plan/plan.ts';
import { measureAll, type MeasuringJob } from './measure-all.ts';
import type { RunAtHand } from './stage.ts';

/**
 * Compares maps that are made apart, from the files of the run: those of each method on different networks, and a
 * network's own with those of it made elsewhere.
 */
export async function measureAcross(
  run: RunAtHand,
  measurer: Measurer,
  tables: TableWriter,
  maps: MapFiles,
  progress: Progress,
): Promise<void> {
  const { plan, study } = run.opened;
  const models = [...plan.models, ...plan.imports];
  if (study.agreement.length === 0 || models.length < 2) return;
  const total = plan.findings.reduce((sum, { findings }) => sum + findings.length, 0);
  const stage = progress.begin('findings across networks', total);
  const places = models.map(placesOf);
  await measureAll(jobs(), run, measurer, tables);

  async function* jobs(): AsyncGenerator<MeasuringJob> {
    for (const { sample, findings } of plan.findings)
      for (const finding of findings) {
        const candidates: Candidate[] = [];
        for (const [i, model] of models.entries()) {
          const place = places[i].get(keyOf(sample, finding.label));
          const imported = i >= plan.models.length;
          if (place) candidates.push(...(await candidatesOf(model, sample, place, imported)));
        }
        yield { task: taskOf(sample, finding, candidates, 'across'), done: () => stage.advance() };
      }
  }

  async function candidatesOf(
    model: PlannedModel,
    sample: Sample,
    { stem, target }: Place,
    imported: boolean,
  ): Promise<Candidate[]> {
    const candidates: Candidate[] = [];
    for (const method of model.methods) {
      if (!explains(method, sample)) continue;
      const kept = await maps.load(mapFile(model.folder, method.name, stem, target));
      if (!kept) continue;
      const { probability, ...map } = kept;
      const from = { name: method.name, kind: 'method', model: model.name, imported } as const;
      candidates.push({ ...from, probability, claim: { is: 'map', ...map } });
    }
    return candidates;
  }
}

interface Place {
  readonly stem: string;
  readonly target: number;
}

/** Where each finding's maps are on one network. */
function placesOf({ images }: PlannedModel): Map<string, Place> {
  return new Map(
    images.flatMap(({ sample, stem, findings }) =>
      findings.map(({ label, target }) => [keyOf(sample, label), { stem, target }] as const),
    ),
  );
}

function keyOf({ id }: Sample, label: string): string {
  return `${id}\n${label}`;
}
