import { join, resolve } from 'node:path';
import { FILES, type Files } from '@camscope/core';
import { codecOf, readRun, sourcesOf, type Sources } from '@camscope/pipeline';
import { DETAILS_PAGE, isOld, MAIN_PAGE, renderRun, type Report } from '@camscope/report';
import { loadNamedPlugins, type CommandContext } from '../command.ts';
import type { Io } from '../io.ts';
import { tellUnfinished } from '../terminal/unfinished.ts';
import { count } from '../terminal/words.ts';
import type { ReportCommandOptions } from '../usage/report.ts';

export async function report(
  path: string,
  options: ReportCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { io } = context;
  const { out, gallery, metric, segmenter, title } = options;
  const { container, registry } = await loadNamedPlugins(options, io, ['image-codec']);
  const files = container.get(FILES);
  const madeFrom = await sourcesOf(resolve(io.cwd, path), files);
  const run = await readRun(resolve(io.cwd, path), files);
  for (const note of run.notes) io.stderr(`camscope: ${note}\n`);
  tellUnfinished(run, 'the report is of what is there', io);
  const pictures = gallery ? { files, codec: codecOf(run.lock, registry['image-codec']) } : undefined;
  const made = await renderRun(run, { metric, segmenter, title, pictures, madeFrom });
  const folder = out === undefined ? join(run.folder, 'report') : resolve(io.cwd, out);
  await tellOld(join(folder, MAIN_PAGE), madeFrom, files, io);
  const page = await save(made, folder, files, context);
  io.stderr(
    `camscope: ${count(made.figures.length, 'figure')} and ${count(made.tables.length, 'table')} beside the page\n`,
  );
  io.stdout(`${page}\n`);
}

/** Says that a page that is written anew was of other tables. */
async function tellOld(page: string, madeFrom: Sources, files: Files, io: Io): Promise<void> {
  if (!(await files.exists(page))) return;
  if (isOld(new TextDecoder().decode(await files.read(page)), madeFrom))
    io.stderr('camscope: the report that was there was of an earlier run of the study\n');
}

/** @returns the path of the first page. */
async function save(
  { html, details, figures, tables, pictures, sentences }: Report,
  out: string,
  files: Files,
  context: CommandContext,
): Promise<string> {
  for (const folder of ['figures', 'tables', ...(pictures.length > 0 ? ['pictures'] : [])])
    await files.makeFolder(join(out, folder));
  context.begun = true;
  for (const { name, svg, csv } of figures) {
    await files.write(join(out, 'figures', `${name}.svg`), svg);
    await files.write(join(out, 'figures', `${name}.csv`), csv);
  }
  for (const { name, csv, latex } of tables) {
    await files.write(join(out, 'tables', `${name}.csv`), csv);
    await files.write(join(out, 'tables', `${name}.tex`), latex);
  }
  for (const { name, jpeg } of pictures) await files.write(join(out, 'pictures', `${name}.jpg`), jpeg);
  await files.write(join(out, 'summary.json'), `${JSON.stringify({ sentences }, undefined, 2)}\n`);
  await files.write(join(out, DETAILS_PAGE), details);
  const page = join(out, MAIN_PAGE);
  await files.write(page, html);
  return page;
}
