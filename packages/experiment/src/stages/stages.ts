import { ContainerModule, FILES, IMAGE_CODEC, PROGRESS, RUNTIME } from '@camscope/core';
import { MEASURER } from '@camscope/pipeline';
import { MAP_FILES } from '../files/map-files.ts';
import { TABLES } from '../files/table-writer.ts';
import { SCORE_CACHE } from '../host/tokens.ts';
import { countPlan } from '../plan/plan.ts';
import { checkSanity } from './check-sanity.ts';
import { describeFindings } from './describe-findings.ts';
import { explainModel } from './explain-models.ts';
import { measureAcross } from './measure-across.ts';
import { measureBaselines } from './measure-baselines.ts';
import { measureImports } from './measure-imports.ts';
import { predict } from './predict.ts';
import { RUN, STAGE } from './stage.ts';
import { testFaithfulness } from './test-faithfulness.ts';

const CACHE = { serviceIdentifier: SCORE_CACHE, optional: true } as const;

/** Binds every stage with the parts that it declares; they run in this order. */
export const stagesModule = new ContainerModule(({ bind }) => {
  bind(STAGE).toResolvedValue(
    (run, tables) => ({ name: 'describe', run: () => describeFindings(run, tables) }),
    [RUN, TABLES],
  );
  bind(STAGE).toResolvedValue(
    (run, files, codec, measurer, tables, maps, progress) => ({
      name: 'explain',
      async run() {
        const { opened } = run;
        const stage = progress.begin('maps', countPlan(opened).maps);
        const parts = { files, codec, measurer, tables, maps };
        for (const [i, model] of opened.models.entries())
          await explainModel(run, model, opened.plan.models[i], parts, stage);
        for (const imported of opened.plan.imports) await measureImports(run, imported, parts, stage);
      },
    }),
    [RUN, FILES, IMAGE_CODEC, MEASURER, TABLES, MAP_FILES, PROGRESS],
  );
  bind(STAGE).toResolvedValue(
    (run, measurer, tables, progress) => ({
      name: 'baselines',
      run: () => measureBaselines(run, measurer, tables, progress),
    }),
    [RUN, MEASURER, TABLES, PROGRESS],
  );
  bind(STAGE).toResolvedValue(
    (run, measurer, tables, maps, progress) => ({
      name: 'across',
      run: () => measureAcross(run, measurer, tables, maps, progress),
    }),
    [RUN, MEASURER, TABLES, MAP_FILES, PROGRESS],
  );
  bind(STAGE).toResolvedValue(
    (run, runtime, files, codec, tables, progress) => ({
      name: 'predict',
      run: () => predict(run, { runtime, files, codec, tables }, progress),
    }),
    [RUN, RUNTIME, FILES, IMAGE_CODEC, TABLES, PROGRESS],
  );
  bind(STAGE).toResolvedValue(
    (run, runtime, files, codec, maps, tables, progress) => ({
      name: 'faithfulness',
      run: () => testFaithfulness(run, { runtime, files, codec, maps, tables }, progress),
    }),
    [RUN, RUNTIME, FILES, IMAGE_CODEC, MAP_FILES, TABLES, PROGRESS],
  );
  bind(STAGE).toResolvedValue(
    (run, runtime, files, codec, tables, progress, scores) => ({
      name: 'sanity',
      run: () => checkSanity(run, { runtime, files, codec, tables, scores }, progress),
    }),
    [RUN, RUNTIME, FILES, IMAGE_CODEC, TABLES, PROGRESS, CACHE],
  );
});
