import { availableParallelism } from 'node:os';
import { ContainerModule, FILES, IMAGE_CODEC } from '@camscope/core';
import { measureHere, MEASURER, type FilterFiles, type Measurer } from '@camscope/pipeline';
import { MapFiles, MAP_FILES } from '../files/map-files.ts';
import { TableWriter, TABLES } from '../files/table-writer.ts';
import { WORKER_START } from '../host/tokens.ts';
import type { OpenStudy } from '../open/open-study.ts';
import { countPlan } from '../plan/plan.ts';
import { RUN, type RunAtHand } from '../stages/stage.ts';
import { measureInWorkers, type WorkerStart } from '../threads/worker-measurer.ts';

/** A study of fewer maps is measured before a worker would have started. */
const WORTH_WORKERS = 200;

/** Binds what lasts as long as one run: its tables, its maps, its measurer. */
export function runModule(run: RunAtHand): ContainerModule {
  const { opened, out } = run;
  const start = { serviceIdentifier: WORKER_START, optional: true } as const;
  return new ContainerModule(({ bind }) => {
    bind(RUN).toConstantValue(run);
    bind(TABLES).toResolvedValue((files) => new TableWriter(out, files), [FILES]);
    bind(MAP_FILES).toResolvedValue((files) => new MapFiles(out, files), [FILES]);
    bind(MEASURER).toResolvedValue(
      (files, codec, worker) =>
        measurerOf(opened, { files, codec, directory: opened.study.file.directory }, worker),
      [FILES, IMAGE_CODEC, start],
    );
  });
}

function measurerOf(opened: OpenStudy, where: FilterFiles, worker: WorkerStart | undefined): Measurer {
  const { maps } = countPlan(opened);
  const { study } = opened;
  const count = study.workers ?? (maps < WORTH_WORKERS ? 0 : Math.min(4, availableParallelism()));
  return worker && count > 0 ? measureInWorkers(worker, count) : measureHere(study, where);
}
