import {
  ContainerModule,
  createContainer,
  defineRuntime,
  definePlugin,
  FILES,
  KINDS,
  PROGRESS,
  REGISTRY,
  runtimeWith,
  sessionWith,
  type Files,
  type ModelFile,
  type Plugin,
  type Progress,
  type Session,
} from '@camscope/core';
import coco from '@camscope/datasets-coco';
import table from '@camscope/datasets-table';
import {
  bindStudy,
  memoryStore,
  noOverrides,
  openStudy,
  readStudy,
  resolveStudy,
  runStudy,
  STORE_FOLDER,
} from '@camscope/experiment';
import { memoryFiles, type Content } from '@camscope/files-memory';
import images from '@camscope/images-web';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { z } from 'zod';
import { fileOf } from '../networks.ts';
import type { Provider } from '../provider.ts';
import type { StudioRuntime } from '../runtime.ts';
import type { StudyProgress, StudyResult } from './api.ts';
import { RESULTS, STUDY } from './study-text.ts';
import { tabMachine } from './tab-machine.ts';
import { versionOf } from './versions.ts';

/** Bytes of maps and rows that a study keeps, at the most; its folder holds them once more. */
const MOST = 2 ** 29;

interface How {
  readonly running: StudioRuntime;
  /** What computes; the best that there is without. */
  readonly provider?: Provider;
  readonly signal: AbortSignal;
  tell(progress: StudyProgress): void;
}

/**
 * Runs the study of a folder in memory, as `camscope run` does.
 * @throws CamscopeError whatever is wrong with it; FILE_UNREADABLE where it keeps more than 512 MiB.
 */
export async function runInTab(
  contents: Map<string, Content>,
  { running: { runtime, started }, provider = started.provider, signal, tell }: How,
): Promise<StudyResult> {
  const files = memoryFiles(contents);
  const plugins = [...(await loadWanted(portablePlugins, KINDS)), images, table, coco];
  const { progress, ran } = progressOf(tell);
  const here = runtimeWith(runtime, {
    load: (path) => modelAt(path, files),
    open: async (source, options) => watched(await runtime.open(source, options), ran),
  });
  const container = createContainer([...plugins, runtimePlugin(here)], partsModule(files, progress));
  const set = provider === runtime.baseline ? [] : [`runtime.provider=${provider}`];
  const overrides = { ...noOverrides, set };
  const study = await resolveStudy(
    await readStudy(tabMachine(files), `/${STUDY}`, STUDY, overrides),
    container.get(REGISTRY),
  );
  const out = `/${RESULTS}`;
  bindStudy(container, study, memoryStore(files, files.resolve(out, STORE_FOLDER), MOST));
  const opened = await openStudy(container, signal);
  try {
    const { rows, maps, failedMaps, units, notes } = await runStudy(opened, {
      out,
      software: { camscope: versionOf('cli'), plugins: plugins.map(recordOf) },
      signal,
    });
    return {
      files: new Map([...contents].map(([path, content]) => [path.slice(1), blobOf(content)])),
      ...{ rows, maps, failedMaps, left: units.left, notes: [...opened.notes, ...notes] },
    };
  } finally {
    await opened.close();
  }
}

function partsModule(files: Files, progress: Progress): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(FILES).toConstantValue(files);
    bind(PROGRESS).toConstantValue(progress);
  });
}

/** The runtime that the page has started, as a study chooses it. */
function runtimePlugin(runtime: ReturnType<Parameters<typeof defineRuntime>[0]['start']>): Plugin {
  const contribution = defineRuntime({
    id: 'web',
    title: 'ONNX Runtime for the web',
    summary: 'The sessions of the page.',
    citation: { text: 'ONNX Runtime developers, ONNX Runtime', url: 'https://onnxruntime.ai' },
    options: z.strictObject({}),
    start: () => runtime,
  });
  return definePlugin({ name: '@camscope/studio', apiVersion: 1, contributes: [contribution] });
}

async function modelAt(path: string, files: Files): Promise<ModelFile> {
  return fileOf(await files.read(path), path.slice(1));
}

/** A session of which every run is told. */
function watched(session: Session, ran: () => void): Session {
  return sessionWith(session, {
    async run(feeds, options) {
      const answer = await session.run(feeds, options);
      ran();
      return answer;
    },
  });
}

/** Steps of a study may take long, of many runs each: both are told. */
function progressOf(tell: (progress: StudyProgress) => void): { progress: Progress; ran(): void } {
  let runs = 0;
  let now: Omit<StudyProgress, 'runs'> | undefined;
  const tellNow = () => now && tell({ ...now, runs });
  const progress: Progress = {
    begin(stage, total) {
      let [done, failed] = [0, 0];
      now = { stage, done, total, failed };
      tellNow();
      return {
        advance(count = 1, more = 0, step) {
          done += count;
          failed += more;
          now = { stage, done, total, failed, what: step?.name };
          tellNow();
        },
      };
    },
  };
  return {
    progress,
    ran() {
      runs++;
      tellNow();
    },
  };
}

function recordOf({ name }: Plugin) {
  return { name, version: versionOf(name.replace('@camscope/', '')) };
}

function blobOf(content: Content): Blob {
  return content instanceof Blob ? content : new Blob([content as Uint8Array<ArrayBuffer>]);
}
