import type { Files } from '@camscope/core';
import { attemptAsync, type Measurer } from '@camscope/pipeline';
import type { ChosenImport } from '../config/study.ts';
import { isPluginFault } from '../host/compile-method.ts';
import type { OpenModel } from '../open/open-study.ts';
import type { MeasureLot } from '../units/measure-units.ts';
import type { MapsUnit } from '../units/maps-units.ts';
import type { Unit } from '../units/unit.ts';
import { BaselineClaims } from './candidates.ts';
import { explainUnit } from './explain-unit.ts';
import { failed, type MadeMaps } from './explained.ts';
import { importUnit } from './import-unit.ts';
import type { Inputs } from './load-images.ts';
import { makeMaps, mapsDue, type MapMaker, type MethodMaker } from './make-maps.ts';
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
    await makeMaps(work, [...networks, ...imports], queue, progress);
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
    async open(name, units) {
      const { compiled } = methods.find(({ chosen }) => chosen.name === name)!;
      const opened = await attemptAsync(() => compiled.open({ unevenly: units.some(isUneven) }));
      if ('failure' in opened) return failing(opened.failure);
      const explainer = opened.value;
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

/** Images go in together, of which not every one has one finding. */
function isUneven({ images }: MapsUnit): boolean {
  return images.length > 1 && images.some(({ findings }) => findings.length !== 1);
}

/** @throws what is no fault of the method's plugin. */
function failing(failure: unknown): MethodMaker {
  if (!isPluginFault(failure)) throw failure;
  const none = ({ images }: MapsUnit): MadeMaps => ({
    explained: { images: images.map(({ findings }) => findings.map(() => failed(failure))) },
    maps: new Map(),
  });
  return {
    load: (unit) => Promise.resolve(() => Promise.resolve(none(unit))),
    release: () => Promise.resolve(),
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
