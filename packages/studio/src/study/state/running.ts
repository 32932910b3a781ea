import { batch, signal } from '@preact/signals';
import { memoryFiles } from '@camscope/files-memory';
import { proxy } from 'comlink';
import { save } from '../../parts/save.ts';
import { showRun } from '../../run/state/runs.ts';
import { workshop } from '../../state/connect.ts';
import { problems, told } from '../../state/problems.ts';
import type { StudyProgress, StudyResult } from '../../work/study/api.ts';
import { network, requestOf } from './setup.ts';

/** What is on screen. */
export const stage = signal<'setup' | 'running' | 'result'>('setup');

/** How far a study is, and since when its stage has run, in milliseconds of `performance.now()`. */
export const progress = signal<(StudyProgress & { readonly since: number }) | undefined>(undefined);

export const result = signal<StudyResult | undefined>(undefined);

/** Whether there is a result that is nowhere but in the page. */
const unsaved = signal(false);

const FOLDER = 'study';

export async function run(): Promise<void> {
  const { value: net } = network;
  if (!net) return;
  batch(() => {
    problems.value = [];
    progress.value = undefined;
    stage.value = 'running';
  });
  const tell = proxy((now: StudyProgress) => {
    const { value: before } = progress;
    progress.value = { ...now, since: before?.stage === now.stage ? before.since : performance.now() };
  });
  const made = await told(() => workshop.runStudy(requestOf(net), tell));
  if (!made) stage.value = 'setup';
  else {
    result.value = made;
    unsaved.value = true;
    stage.value = 'result';
    await told(() => show(made));
  }
}

export async function cancel(): Promise<void> {
  await told(() => workshop.cancel());
}

export async function download(made: StudyResult): Promise<void> {
  const zip = await told(() => workshop.zipped(made.files, FOLDER));
  if (!zip) return;
  save(zip, `${FOLDER}.zip`);
  unsaved.value = false;
}

/** A study that runs or was not downloaded is not lost without a question. */
export function askBeforeLeaving(page: Window): void {
  page.addEventListener('beforeunload', (event) => {
    if (stage.value === 'running' || unsaved.value) event.preventDefault();
  });
}

const RESULTS = 'results';

/** Opens the results in the viewer of runs. */
async function show({ files }: StudyResult): Promise<void> {
  const run = [...files].filter(([path]) => path.startsWith(`${RESULTS}/`));
  await showRun(FOLDER, {
    files: memoryFiles(new Map(run.map(([path, content]) => [path.slice(RESULTS.length), content]))),
    radiograph: ({ file, image }) => workshop.decoded(files.get(file.replace(/^\.\.\//, ''))!, image),
  });
}
