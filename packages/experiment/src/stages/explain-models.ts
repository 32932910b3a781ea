import type { Files } from '@camscope/core';
import type { Measurer } from '@camscope/pipeline';
import type { ChosenImport } from '../config/study.ts';
import type { OpenModel } from '../open/open-study.ts';
import type { MeasureLot } from '../units/measure-units.ts';
import type { Unit } from '../units/unit.ts';
import { BaselineClaims } from './candidates.ts';
import { explainUnit } from './explain-unit.ts';
import { importUnit } from './import-unit.ts';
import type { Inputs } from './load-images.ts';
import { makeMaps, mapsDue, type MapMaker } from './make-maps.ts';
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
  const queue = new MeasuringQueue(work, { measurer, baselines: new BaselineClaims(work), progress });
  try {
    for (const [i, model] of opened.models.entries())
      await makeMaps(work, plan.models[i], explaining(model, inputs), queue, progress);
    for (const [i, { name }] of opened.plan.imports.entries()) {
      const chosen = opened.study.imports.filter(({ model }) => model === name);
      await makeMaps(work, plan.imports[i], importing(chosen, files), queue, progress);
    }
    await queue.end();
  } finally {
    await queue.stop();
  }
}

/** What is due of lots: maps to be made, and claims to be measured or compared. */
function unitsDue(work: Work, lots: readonly MeasureLot[]): Unit[] {
  return lots.flatMap((lot) => [...mapsDue(work, lot), ...measuringDue(work, lot)]);
}

function explaining({ network, methods }: OpenModel, inputs: Inputs): MapMaker {
  return {
    async open(name) {
      const explainer = await methods.find(({ chosen }) => chosen.name === name)!.compiled.open();
      return {
        async load(unit) {
          const loaded = unit.images.map(
            async (image) => [image, await inputs.load(image.sample, network.preprocessing, true)] as const,
          );
          const ready = new Map(await Promise.all(loaded));
          return () => explainUnit(unit, (image) => ready.get(image)!, explainer);
        },
        release: () => explainer.release(),
      };
    },
  };
}

function importing(all: readonly ChosenImport[], files: Files): MapMaker {
  return {
    open(name) {
      const chosen = all.find((one) => one.name === name)!;
      return Promise.resolve({
        load: (unit) => Promise.resolve(() => importUnit(unit, chosen, files)),
        release: () => Promise.resolve(),
      });
    },
  };
}
