import { workerData } from 'node:worker_threads';
import { readStudy, resolveStudy, serveMeasuring, type Study } from '@camscope/experiment';
import { loadPlugins, type PluginRequest } from '../plugins/load.ts';

/** How a thread finds the study that it measures for. Plain data. */
export interface MeasureWorkerData {
  /** Absolute path of the study file. */
  readonly study: string;
  readonly plugins: readonly PluginRequest[];
}

async function study({ study: file, plugins }: MeasureWorkerData): Promise<Study> {
  const { registry } = await loadPlugins(plugins);
  return resolveStudy(await readStudy(file), registry);
}

serveMeasuring(study(workerData as MeasureWorkerData));
