import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CamscopeError } from '@camscope/core';
import { countPlan, noOverrides, studyJsonSchema } from '@camscope/experiment';
import { nodeFiles } from '@camscope/files-node';
import { loadNamedPlugins, type CommandContext } from '../command.ts';
import { seenFiles } from '../init/seen-files.ts';
import { answersOf, starterOf } from '../init/starter.ts';
import type { Io } from '../io.ts';
import { readAndOpenStudy } from '../study/open.ts';
import { count } from '../terminal/words.ts';
import type { InitOptions } from '../usage/init.ts';

const STUDY = 'study.yaml';

export async function init(folder: string, options: InitOptions, context: CommandContext): Promise<void> {
  const { io } = context;
  const target = resolve(io.cwd, folder);
  const file = join(target, STUDY);
  await refuseToReplace(file, options);
  const plugins = await loadNamedPlugins(options, io);
  const { registry } = plugins;
  const starter = starterOf(options, registry);
  const answers = answersOf(options, target, io.cwd);
  await nodeFiles.makeFolder(target);
  await nodeFiles.write(
    join(target, 'study.schema.json'),
    `${JSON.stringify(studyJsonSchema(registry), null, 2)}\n`,
  );
  await nodeFiles.write(file, starter.write(answers));
  io.stdout(`${file}\n`);
  const lacking = starter.needs.filter((answer) => answers[answer] === undefined);
  if (starter.needs.length > 0 && lacking.every((answer) => answer === 'models')) {
    const seen = await seenFiles({ file, starter, models: modelsOf(options, io), plugins, io });
    const proposed = Object.entries(seen.labels).map(
      ([label, name]) => `Proposed, for you to check: ${label} is the networks' ${name}`,
    );
    for (const line of [...seen.account, ...proposed, ...seen.lacking]) io.stderr(`camscope: ${line}\n`);
    await nodeFiles.write(file, starter.write({ ...answers, seen }));
  }
  if (lacking.length === 0) await check(file, options, context, starter.needs.length > 0);
  else io.stderr(`camscope: fill in the files that the study names, then: camscope validate ${file}\n`);
}

function modelsOf({ model = [], card = [] }: InitOptions, { cwd }: Io) {
  return model.map((file, i) => ({ model: resolve(cwd, file), card: card[i] }));
}

/**
 * Opens what was written: files, labels and networks must fit together.
 * @param isSeen whether what the data note was told.
 */
async function check(
  file: string,
  options: InitOptions,
  { io }: CommandContext,
  isSeen: boolean,
): Promise<void> {
  const { opened } = await readAndOpenStudy(file, { ...noOverrides, plugin: options.plugin }, io);
  try {
    const { images, findings, maps } = countPlan(opened);
    const told = isSeen ? [...opened.dataset.notes, ...opened.faults] : [];
    const notes = opened.notes.filter((note) => !told.includes(note));
    for (const note of notes) io.stderr(`camscope: ${note}\n`);
    io.stderr(
      `camscope: ${count(images, 'image')}, ${count(findings, 'finding')}, ${count(maps, 'map')} to make\n`,
    );
    io.stderr(`camscope: read the study, then: camscope run ${file}\n`);
  } finally {
    await opened.close();
  }
}

async function refuseToReplace(file: string, { force }: InitOptions): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (!exists || force) return;
  throw new CamscopeError('CONFIG_INVALID', `${file} is there already`, {
    fix: 'Name another folder, or give --force to replace it',
  });
}
