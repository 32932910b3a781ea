import { join, resolve } from 'node:path';
import { unknownName } from '@camscope/core';
import { nodeFiles } from '@camscope/experiment';
import { readRun } from '@camscope/pipeline';
import { renderReport } from '@camscope/report';
import { loadNamedPlugins, type CommandContext } from '../command.ts';
import { galleryCases } from '../report/gallery-cases.ts';
import { galleryOf } from '../report/gallery.ts';
import { reportDataOf } from '../report/report-data.ts';
import { count } from '../terminal/words.ts';
import type { ReportCommandOptions } from '../usage/report.ts';

export async function report(
  path: string,
  options: ReportCommandOptions,
  { io }: CommandContext,
): Promise<void> {
  const { registry } = await loadNamedPlugins(options, io);
  const run = await readRun(resolve(io.cwd, path), nodeFiles);
  const known = reportDataOf(run);
  const primary = chosen('metric', options.metric, known.primary, known.scores?.levels('metric') ?? []);
  const segmenter = chosen(
    'segmenter',
    options.segmenter,
    known.segmenter,
    run.lock.segmenters.map(({ name }) => name),
  );
  const cases = options.gallery ? galleryCases(run, primary, segmenter) : [];
  const gallery = await galleryOf(run, cases, segmenter, registry['image-codec'].all()[0]);
  const study = { ...known.study, title: options.title ?? known.study.title };
  const { html, figures, tables } = renderReport({ ...known, study, primary, segmenter, gallery });
  const out = options.out === undefined ? join(run.folder, 'report') : resolve(io.cwd, options.out);
  await nodeFiles.makeFolder(join(out, 'figures'));
  await nodeFiles.makeFolder(join(out, 'tables'));
  for (const { name, svg } of figures) await nodeFiles.write(join(out, 'figures', `${name}.svg`), svg);
  for (const { name, csv, latex } of tables) {
    await nodeFiles.write(join(out, 'tables', `${name}.csv`), csv);
    await nodeFiles.write(join(out, 'tables', `${name}.tex`), latex);
  }
  const page = join(out, 'index.html');
  await nodeFiles.write(page, html);
  io.stderr(
    `camscope: ${count(figures.length, 'figure')} and ${count(tables.length, 'table')} beside the page\n`,
  );
  io.stdout(`${page}\n`);
}

/** @throws CamscopeError NAME_UNKNOWN for a name that the run does not have. */
function chosen(
  what: string,
  asked: string | undefined,
  initial: string | undefined,
  known: readonly string[],
): string | undefined {
  if (asked === undefined || known.includes(asked)) return asked ?? initial;
  throw unknownName(`${what} of the run`, asked, known);
}
