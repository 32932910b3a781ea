import { availableParallelism } from 'node:os';
import { ContainerModule, FILES, IMAGE_CODEC, PROGRESS } from '@camscope/core';
import { measureHere, MEASURER, type FilterFiles, type Measurer } from '@camscope/pipeline';
import { DEVICE_CLOCK } from '../host/device-clock.ts';
import { WORKER_START } from '../host/tokens.ts';
import type { OpenStudy } from '../open/open-study.ts';
import { countPlan } from '../plan/plan.ts';
import { WORK, type Work } from '../stages/work.ts';
import { measureInWorkers, type WorkerStart } from '../threads/worker-measurer.ts';
import { silent, type PreparedRun } from './prepare-run.ts';

/** A study of fewer maps is measured before a worker would have started. */
const WORTH_WORKERS = 200;

/** Binds what lasts as long as one run: its work, and its measurer. */
export function runModule(run: PreparedRun, own: Pick<Work, 'mine' | 'signal'>): ContainerModule {
  const { opened } = run;
  const progress = opened.container.get(PROGRESS, { optional: true }) ?? silent;
  const clock = opened.container.get(DEVICE_CLOCK);
  const start = { serviceIdentifier: WORKER_START, optional: true } as const;
  return new ContainerModule(({ bind }) => {
    bind(WORK).toConstantValue({ ...run, ...own, progress, clock });
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
