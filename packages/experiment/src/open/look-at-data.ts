import type { Dataset, DatasetReader, Registry } from '@camscope/core';
import type { Chosen } from '@camscope/pipeline';
import { chooseBaselines } from '../config/choose-baselines.ts';
import { chooseData, splitOf } from '../config/choose-data.ts';
import { firstOf } from '../config/choose.ts';
import { Mistakes } from '../config/mistakes.ts';
import type { StudyFile } from '../config/read-study.ts';
import { chooseSplit } from './choose-split.ts';
import { openData } from './open-data.ts';

/** The data of a study, looked at without its networks. */
export interface SeenData {
  readonly reader: DatasetReader;
  /** The reader's, with every default filled in. */
  readonly options: Record<string, unknown>;
  readonly dataset: Dataset;
  /** What cannot be used, in words. */
  readonly faults: readonly string[];
  readonly baselines: readonly Chosen<'baseline'>[];
}

/**
 * Opens the data of a study to look at them: images need not be there, nor need networks.
 * @throws CamscopeError CONFIG_INVALID, NAME_UNKNOWN, DATA_INVALID, FILE_UNREADABLE, with the place in the study.
 */
export async function lookAtData(
  file: StudyFile,
  registry: Pick<Registry, 'dataset' | 'baseline' | 'image-codec'>,
  signal?: AbortSignal,
): Promise<SeenData> {
  const mistakes = new Mistakes();
  const [data] = mistakes.attempt(() => chooseData(file, registry.dataset));
  const baselines = chooseBaselines(file, registry.baseline, mistakes);
  mistakes.check();
  const codec = firstOf(registry['image-codec']);
  const { dataset, faults } = await openData({ file, data, codec }, { signal, lookOnly: true });
  return {
    reader: data.contribution,
    options: data.options,
    dataset: chooseSplit(dataset, { file, split: splitOf(file) }),
    faults,
    baselines,
  };
}
