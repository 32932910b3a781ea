import { ContainerModule, FILES, IMAGE_CODEC, RUNTIME } from '@camscope/core';
import { MEASURER } from '@camscope/pipeline';
import { SCORE_CACHE } from '../host/tokens.ts';
import { STORE } from '../store/unit-store.ts';
import { checkSanity } from './check-sanity.ts';
import { explainModels } from './explain-models.ts';
import { measureFeatures } from './features.ts';
import { Inputs, INPUTS } from './load-images.ts';
import { measureRest } from './measure-rest.ts';
import { classify, predict } from './predict.ts';
import { testFaithfulness } from './test-faithfulness.ts';
import { tuneThresholds } from './tune.ts';
import { STAGE, WORK } from './work.ts';

const SCORES = { serviceIdentifier: SCORE_CACHE, optional: true } as const;

/** Binds every stage with the parts that it declares; they run in this order. */
export const stagesModule = new ContainerModule(({ bind }) => {
  bind(INPUTS).toResolvedValue(
    (files, codec, store, { recipes }) => new Inputs(files, codec, store, recipes),
    [FILES, IMAGE_CODEC, STORE, WORK],
  );
  bind(STAGE).toResolvedValue((work) => () => measureFeatures(work), [WORK]);
  bind(STAGE).toResolvedValue(
    (work, inputs, files, codec) => () => tuneThresholds(work, { inputs, files, codec }),
    [WORK, INPUTS, FILES, IMAGE_CODEC],
  );
  bind(STAGE).toResolvedValue(
    (work, inputs, files, measurer) => () => explainModels(work, { inputs, files, measurer }),
    [WORK, INPUTS, FILES, MEASURER],
  );
  bind(STAGE).toResolvedValue(
    (work, measurer) => () => measureRest(work, work.plan.baselines, 'baselines', measurer),
    [WORK, MEASURER],
  );
  bind(STAGE).toResolvedValue(
    (work, measurer) => () => measureRest(work, work.plan.across, 'across networks', measurer),
    [WORK, MEASURER],
  );
  bind(STAGE).toResolvedValue(
    (work, runtime, inputs) => () => predict(work, { runtime, inputs }),
    [WORK, RUNTIME, INPUTS],
  );
  bind(STAGE).toResolvedValue((work) => () => classify(work), [WORK]);
  bind(STAGE).toResolvedValue(
    (work, runtime, inputs) => () => testFaithfulness(work, { runtime, inputs }),
    [WORK, RUNTIME, INPUTS],
  );
  bind(STAGE).toResolvedValue(
    (work, runtime, inputs, scores) => () => checkSanity(work, { runtime, inputs, scores }),
    [WORK, RUNTIME, INPUTS, SCORES],
  );
});
