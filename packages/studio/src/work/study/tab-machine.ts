import { CamscopeError, type Files } from '@camscope/core';
import type { Machine } from '@camscope/experiment';
import { versionOf } from './versions.ts';

/** The page as what a study runs on. */
export function tabMachine(files: Files): Machine {
  return {
    files,
    node: browser(),
    platform: 'browser',
    // Threads of the page are ONNX Runtime's.
    cores: 1,
    environment: {},
    device: async () => browser(),
    peakMegabytes: () => undefined,
    versionOf,
    locate(named, directory) {
      if (!named.startsWith('npm:')) return files.resolve(directory, named);
      throw new CamscopeError('FILE_UNREADABLE', 'A page has no packages', {
        asked: named,
        fix: 'Give the file itself',
      });
    },
  };
}

/** `Chromium 149`: its last name and version, as it tells. */
function browser(): string {
  return navigator.userAgent.split(' ').at(-1)!.replace('/', ' ');
}
