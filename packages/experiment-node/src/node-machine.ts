import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import type { Machine } from '@camscope/experiment';
import { nodeFiles } from '@camscope/files-node';
import { deviceName } from './device-name.ts';
import { locateFile } from './package-file.ts';

const require = createRequire(import.meta.url);

/** This computer. */
export const nodeMachine: Machine = {
  files: nodeFiles,
  node: process.version,
  platform: `${process.platform}-${process.arch}`,
  cores: availableParallelism(),
  environment: process.env,
  device: deviceName,
  peakMegabytes: () => Math.round(process.resourceUsage().maxRSS / 1024),
  versionOf: (name) => (require(`@camscope/${name}/package.json`) as { version: string }).version,
  locate: locateFile,
};
