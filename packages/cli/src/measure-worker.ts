import { workerData } from 'node:worker_threads';
import { FILES, IMAGE_CODEC } from '@camscope/core';
import { bindStudy, readStudy, resolveStudy, type StudyOverrides } from '@camscope/experiment';
import { serveMeasuring, type MeasuringThread, nodeMachine } from '@camscope/experiment-node';
import { loadPlugins, type PluginRequest } from './plugins/load.ts';
import { endedBy } from './plugins/named.ts';

/** How a thread finds the study that it measures for. Plain data. */
export interface MeasureWorkerData {
  /** Absolute path of the study file. */
  readonly study: string;
  readonly overrides: StudyOverrides;
  readonly plugins: readonly PluginRequest[];
}

async function thread(data: MeasureWorkerData): Promise<MeasuringThread> {
  const { container, registry } = await loadPlugins(data.plugins);
  const study = await resolveStudy(
    await readStudy(nodeMachine, data.study, data.study, data.overrides),
    registry,
  );
  bindStudy(container, study);
  const [files, codec] = [container.get(FILES), container.get(IMAGE_CODEC)];
  return { measuring: study, where: { files, codec, directory: study.file.directory } };
}

serveMeasuring(thread(workerData as MeasureWorkerData), endedBy);
