import { ContainerModule, FILES, IMAGE_CODEC, PROGRESS } from '@camscope/core';
import { measureHere, MEASURER, type FilterFiles, type Measurer } from '@camscope/pipeline';
import { DEVICE_CLOCK } from '../host/device-clock.ts';
import { THREADS, type Threads } from '../host/tokens.ts';
import type { OpenStudy } from '../open/open-study.ts';
import { countPlan } from '../plan/plan.ts';
import { WORK, type Work } from '../stages/work.ts';
import { silent, type PreparedRun } from './prepare-run.ts';

/** A study of fewer maps is measured before a worker would have started. */
const WORTH_WORKERS = 200;

/** Binds what lasts as long as one run: its work, and its measurer. */
export function runModule(run: PreparedRun, own: Pick<Work, 'mine' | 'signal'>): ContainerModule {
  const { opened } = run;
  const progress = opened.container.get(PROGRESS, { optional: true }) ?? silent;
  const clock = opened.container.get(DEVICE_CLOCK);
  const threads = { serviceIdentifier: THREADS, optional: true } as const;
  return new ContainerModule(({ bind }) => {
    bind(WORK).toConstantValue({ ...run, ...own, progress, clock });
    bind(MEASURER).toResolvedValue(
      (files, codec, given) =>
        measurerOf(opened, { files, codec, directory: opened.study.file.directory }, given),
      [FILES, IMAGE_CODEC, threads],
    );
  });
}

function measurerOf(opened: OpenStudy, where: FilterFiles, threads: Threads | undefined): Measurer {
  const { maps } = countPlan(opened);
  const { study } = opened;
  const count = study.workers ?? (maps < WORTH_WORKERS ? 0 : Math.min(4, study.file.machine.cores));
  return threads && count > 0 ? threads(count) : measureHere(study, where);
}
