import type { Files } from '@camscope/core';
import { attemptAsync } from '@camscope/pipeline';
import type { ChosenImport } from '../config/study.ts';
import { isPluginFault } from '../host/compile-method.ts';
import type { OpenModel } from '../open/open-study.ts';
import type { MapsUnit } from '../units/maps-units.ts';
import { explainUnit } from './explain-unit.ts';
import { failed, type MadeMaps } from './explained.ts';
import { importUnit } from './import-unit.ts';
import type { Inputs } from './load-images.ts';
import type { MapMaker } from './make-maps.ts';

/** Explains by the methods of a network: the first images are read while a session opens. */
export function explaining({ network, methods }: OpenModel, inputs: Inputs): MapMaker {
  return {
    open(name, units) {
      const { compiled } = methods.find(({ chosen }) => chosen.name === name)!;
      const opening = attemptAsync(() => compiled.open({ unevenly: units.some(({ uneven }) => uneven) }));
      return {
        async load(unit) {
          const loading = unit.images.map(
            async (image) => [image, await inputs.load(image.sample, network.preprocessing)] as const,
          );
          const [opened, loaded] = await Promise.all([opening, Promise.all(loading)]);
          if ('failure' in opened) return () => failedMaps(unit, opened.failure);
          const ready = new Map(loaded);
          return () => explainUnit(unit, (image) => ready.get(image)!, opened.value);
        },
        async release() {
          const opened = await opening;
          if ('value' in opened) await opened.value.release();
        },
      };
    },
  };
}

/** @throws what is no fault of the method's plugin. */
async function failedMaps({ images }: MapsUnit, failure: unknown): Promise<MadeMaps> {
  if (!isPluginFault(failure)) throw failure;
  return {
    explained: { images: images.map(({ findings }) => findings.map(() => failed(failure))) },
    maps: new Map(),
  };
}

/** Reads heatmaps made elsewhere. */
export function importing(all: readonly ChosenImport[], files: Files): MapMaker {
  return {
    open(name) {
      const chosen = all.find((one) => one.name === name)!;
      return {
        load: (unit) => Promise.resolve(() => importUnit(unit, chosen, files)),
        release: () => Promise.resolve(),
      };
    },
  };
}
