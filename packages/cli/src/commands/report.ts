import { join, resolve } from 'node:path';
import { FILES, type Files } from '@camscope/core';
import { readRun, sourcesOf, type Sources } from '@camscope/pipeline';
import { isOld, renderRun, type Report } from '@camscope/report';
import { loadNamedPlugins, type CommandContext } from '../command.ts';
import type { Io } from '../io.ts';
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
  if (!run.account?.finished)
    io.stderr('camscope: the run is not finished: the report is of what is there\n');
  const pictures = gallery ? { files, codec: registry['image-codec'].get(run.lock.imageCodec) } : undefined;
  const made = await renderRun(run, { metric, segmenter, title, pictures, madeFrom });
  const folder = out === undefined ? join(run.folder, 'report') : resolve(io.cwd, out);
  await tellOld(join(folder, 'index.html'), madeFrom, files, io);
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

/** @returns the path of the page. */
async function save(
  { html, figures, tables, sentences }: Report,
  out: string,
  files: Files,
  context: CommandContext,
): Promise<string> {
  await files.makeFolder(join(out, 'figures'));
  await files.makeFolder(join(out, 'tables'));
  context.begun = true;
  for (const { name, svg } of figures) await files.write(join(out, 'figures', `${name}.svg`), svg);
  for (const { name, csv, latex } of tables) {
    await files.write(join(out, 'tables', `${name}.csv`), csv);
    await files.write(join(out, 'tables', `${name}.tex`), latex);
  }
  await files.write(join(out, 'summary.json'), `${JSON.stringify({ sentences }, undefined, 2)}\n`);
  const page = join(out, 'index.html');
  await files.write(page, html);
  return page;
}
