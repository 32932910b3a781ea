import { ContainerModule, IMAGE_CODEC, RUNTIME } from '@camscope/core';
import type { Study } from '../config/study.ts';
import { StoredScores } from '../store/score-store.ts';
import { STORE, type UnitStore } from '../store/unit-store.ts';
import { DEVICE_CLOCK, DeviceClock } from './device-clock.ts';
import { SCORE_CACHE, STUDY } from './tokens.ts';

/**
 * Binds a study and the parts that it chooses: runtime, image codec, and a store of what units gave. Files are the application's.
 * @param store what stands in for the study's `cache`.
 * @param build tells states of a checkout's sources apart.
 */
export function studyModule(study: Study, store?: UnitStore, build?: string): ContainerModule {
  return new ContainerModule(({ bind }) => {
    const { contribution, options } = study.runtime;
    bind(STUDY).toConstantValue(study);
    bind(IMAGE_CODEC).toConstantValue(study.codec);
    bind(DEVICE_CLOCK).toConstantValue(new DeviceClock());
    bind(RUNTIME).toResolvedValue((clock) => clock.watch(contribution.start(options)), [DEVICE_CLOCK]);
    if (!store) return;
    bind(STORE).toConstantValue(store);
    bind(SCORE_CACHE).toResolvedValue((kept) => new StoredScores(kept, study.file.machine, build), [STORE]);
  });
}
