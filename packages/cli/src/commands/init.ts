import { access } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { CamscopeError } from '@camscope/core';
import { countPlan, makeFolder, saveFile, studyJsonSchema } from '@camscope/experiment';
import { loadNamedPlugins, type CommandContext } from '../command.ts';
import { chestXray14Study } from '../init/chestxray14-study.ts';
import { phantomStudy } from '../init/phantom-study.ts';
import { readAndOpenStudy } from '../study/open.ts';
import { count } from '../terminal/words.ts';
import type { InitOptions } from '../usage/init.ts';

const STUDY = 'study.yaml';

export async function init(folder: string, options: InitOptions, context: CommandContext): Promise<void> {
  const { io } = context;
  const target = resolve(io.cwd, folder);
  const file = join(target, STUDY);
  await refuseToReplace(file, options);
  await makeFolder(target);
  const { registry } = await loadNamedPlugins({ plugin: [] }, io);
  await saveFile(
    join(target, 'study.schema.json'),
    `${JSON.stringify(studyJsonSchema(registry), null, 2)}\n`,
  );
  await saveFile(file, textOf(options, target, io.cwd));
  io.stdout(`${file}\n`);
  const { images, boxes, model } = options;
  const filledIn =
    options.from === 'phantom' || (images !== undefined && boxes !== undefined && model !== undefined);
  if (filledIn) await check(file, context);
  else io.stderr(`camscope: fill in the files that the study names, then: camscope validate ${file}\n`);
}

function textOf(options: InitOptions, target: string, cwd: string): string {
  const given = Object.entries({
    images: options.images,
    boxes: options.boxes,
    labels: options.labels,
    model: options.model,
    card: options.card,
  }).filter(([, value]) => value !== undefined);
  if (options.from === 'phantom') {
    if (given.length === 0) return phantomStudy();
    throw new CamscopeError('CONFIG_INVALID', `--${given[0][0]} is for --from chestxray14`, {
      fix: 'Add --from chestxray14',
    });
  }
  const from = (path: string) => relative(target, resolve(cwd, path)).replaceAll('\\', '/');
  const { images, boxes, labels, model = [], card = [] } = options;
  if (card.length > 0 && card.length !== model.length) {
    throw new CamscopeError('CONFIG_INVALID', 'Cards and models do not match', {
      found: `${count(model.length, 'model')}, ${count(card.length, 'card')}`,
      fix: 'Give --card once for each --model, in the same order',
    });
  }
  return chestXray14Study({
    images: images && from(images),
    boxes: boxes && from(boxes),
    labels: labels && from(labels),
    models: model.map((file, i) => ({ file: from(file), card: card[i] && from(card[i]) })),
  });
}

/** Opens what was written: files, labels and networks must fit together. */
async function check(file: string, { io }: CommandContext): Promise<void> {
  const { opened } = await readAndOpenStudy(file, { plugin: [] }, io);
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
