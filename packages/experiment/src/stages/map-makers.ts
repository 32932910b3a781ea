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
import type { MapMaker, MethodMaker } from './make-maps.ts';

/** Explains by the methods of a network. */
export function explaining({ network, methods }: OpenModel, inputs: Inputs): MapMaker {
  return {
    async open(name, units) {
      const { compiled } = methods.find(({ chosen }) => chosen.name === name)!;
      const opened = await attemptAsync(() =>
        compiled.open({ unevenly: units.some(({ uneven }) => uneven) }),
      );
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

/** Reads heatmaps made elsewhere. */
export function importing(all: readonly ChosenImport[], files: Files): MapMaker {
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
