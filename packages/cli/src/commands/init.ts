import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CamscopeError } from '@camscope/core';
import { countPlan, noOverrides, studyJsonSchema } from '@camscope/experiment';
import { nodeFiles } from '@camscope/files-node';
import { loadNamedPlugins, type CommandContext } from '../command.ts';
import { answersOf, starterOf } from '../init/starter.ts';
import { readAndOpenStudy } from '../study/open.ts';
import { count } from '../terminal/words.ts';
import type { InitOptions } from '../usage/init.ts';

const STUDY = 'study.yaml';

export async function init(folder: string, options: InitOptions, context: CommandContext): Promise<void> {
  const { io } = context;
  const target = resolve(io.cwd, folder);
  const file = join(target, STUDY);
  await refuseToReplace(file, options);
  const { registry } = await loadNamedPlugins(options, io);
  const starter = starterOf(options, registry);
  const answers = answersOf(options, target, io.cwd);
  await nodeFiles.makeFolder(target);
  await nodeFiles.write(
    join(target, 'study.schema.json'),
    `${JSON.stringify(studyJsonSchema(registry), null, 2)}\n`,
  );
  await nodeFiles.write(file, starter.write(answers));
  io.stdout(`${file}\n`);
  if (starter.needs.every((answer) => answers[answer] !== undefined)) await check(file, options, context);
  else io.stderr(`camscope: fill in the files that the study names, then: camscope validate ${file}\n`);
}

/** Opens what was written: files, labels and networks must fit together. */
async function check(file: string, options: InitOptions, { io }: CommandContext): Promise<void> {
  const { opened } = await readAndOpenStudy(file, { ...noOverrides, plugin: options.plugin }, io);
  try {
    const { images, findings, maps } = countPlan(opened);
    for (const note of opened.notes) io.stderr(`camscope: ${note}\n`);
    io.stderr(
      `camscope: ${count(images, 'image')}, ${count(findings, 'finding')}, ${count(maps, 'map')} to make\n`,
    );
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
