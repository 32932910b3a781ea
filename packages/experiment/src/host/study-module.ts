import { ContainerModule, FILES, IMAGE_CODEC, RUNTIME } from '@camscope/core';
import type { Study } from '../config/study.ts';
import { FolderScoreCache } from '../files/folder-score-cache.ts';
import { SCORE_CACHE, STUDY } from './tokens.ts';

/** Binds a study and the parts that it chooses: runtime, image codec, score cache. Files are the application's. */
export function studyModule(study: Study): ContainerModule {
  return new ContainerModule(({ bind }) => {
    const { contribution, options } = study.runtime;
    bind(STUDY).toConstantValue(study);
    bind(IMAGE_CODEC).toConstantValue(study.codec);
    bind(RUNTIME).toDynamicValue(() => contribution.start(options));
    const { cache } = study;
    if (cache !== undefined)
      bind(SCORE_CACHE).toResolvedValue((files) => new FolderScoreCache(cache, files), [FILES]);
  });
}
