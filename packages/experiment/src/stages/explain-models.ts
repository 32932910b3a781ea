import type { Files } from '@camscope/core';
import type { Measurer } from '@camscope/pipeline';
import type { MeasureLot } from '../units/measure-units.ts';
import type { Unit } from '../units/unit.ts';
import { BaselineClaims } from './candidates.ts';
import type { Inputs } from './load-images.ts';
import { makeMaps, mapsDue } from './make-maps.ts';
import { explaining, importing } from './map-makers.ts';
import { measuringDue, MeasuringQueue } from './measuring-queue.ts';
import { beginStage, type Work } from './work.ts';

/** What explaining runs on. */
export interface ExplainParts {
  readonly inputs: Inputs;
  readonly files: Files;
  readonly measurer: Measurer;
}

/** Explains every finding on every network by every method, reads heatmaps made elsewhere, and measures them all. */
export async function explainModels(work: Work, { inputs, files, measurer }: ExplainParts): Promise<void> {
  const { opened, plan } = work;
  const due = unitsDue(work, [...plan.models.flat(), ...plan.imports.flat()]);
  const progress = beginStage(work, 'maps', due, 'maps made and measured');
  const queue = new MeasuringQueue(work, {
    measurer,
    baselines: new BaselineClaims(work.opened.study, work.opened.dataset),
    progress,
  });
  try {
    const networks = opened.models.map((model, i) => ({
      lots: plan.models[i],
      maker: explaining(model, inputs),
    }));
    const imports = opened.plan.imports.map(({ name }, i) => ({
      lots: plan.imports[i],
      maker: importing(
        opened.study.imports.filter(({ model }) => model === name),
        files,
      ),
    }));
    await makeMaps(work, [...networks, ...imports], (lot) => queue.add([lot]), progress);
    await queue.end();
  } finally {
    await queue.stop();
  }
}

/** What is due of lots: maps to be made, and claims to be measured or compared. */
function unitsDue(work: Work, lots: readonly MeasureLot[]): Unit[] {
  return lots.flatMap((lot) => [...mapsDue(work, lot), ...measuringDue(work, lot)]);
}
