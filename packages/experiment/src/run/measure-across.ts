import type { Sample } from '@camscope/core';
import type { Candidate } from '../measure/task.ts';
import { explains, type PlannedModel } from '../plan/plan.ts';
import { mapFile, measureAll, type Job, type RunContext } from './context.ts';
import { keptMap } from './kept-map.ts';
import { taskOf } from './task-of.ts';

/**
 * Compares maps that are made apart, from the files of the run: those of each method on different networks, and a
 * network's own with those of it made elsewhere.
 */
export async function measureAcross(context: RunContext): Promise<void> {
  const { plan, study } = context.opened;
  const models = [...plan.models, ...plan.imports];
  if (study.agreement.length === 0 || models.length < 2) return;
  const total = plan.findings.reduce((sum, { findings }) => sum + findings.length, 0);
  const stage = context.begin('findings across networks', total);
  const places = models.map(placesOf);
  await measureAll(context, jobs());

  async function* jobs(): AsyncGenerator<Job> {
    for (const { sample, findings } of plan.findings)
      for (const finding of findings) {
        const candidates: Candidate[] = [];
        for (const [i, model] of models.entries()) {
          const place = places[i].get(keyOf(sample, finding.label));
          if (place === undefined) continue;
          for (const method of model.methods) {
            if (!explains(method, sample)) continue;
            const file = mapFile(model.folder, method.name, place.stem, place.target);
            const claim = await keptMap(context, model.name, method.name, file);
            const imported = i >= plan.models.length;
            if (!claim) continue;
            const probability = context.kept.get(file)?.probability;
            const from = { name: method.name, kind: 'method', model: model.name } as const;
            candidates.push({ ...from, imported, probability, claim });
          }
        }
        yield { task: taskOf(sample, finding, candidates, 'across'), done: () => stage.advance() };
      }
  }
}

/** Where each finding's maps are on one network. */
function placesOf({ images }: PlannedModel): Map<string, { stem: string; target: number }> {
  return new Map(
    images.flatMap(({ sample, stem, findings }) =>
      findings.map(({ label, target }) => [keyOf(sample, label), { stem, target }] as const),
    ),
  );
}

function keyOf({ id }: Sample, label: string): string {
  return `${id}\n${label}`;
}
