import { readRun, sourcesOf } from '@camscope/pipeline';
import { memoryFiles } from '@camscope/files-memory';
import { describe, expect, it } from 'vitest';
import { isOld, markReportOld, renderRun, type Report } from '../src/index.ts';
import { bothPages } from './pages.ts';
import { RUN } from './run-in-memory.ts';

const PAGE = '/report/index.html';
const account = (more: object) =>
  JSON.stringify({
    ...{
      study: 's.yaml',
      ended: '2026-05-06T07:08:09Z',
      seconds: 1,
      maps: 3,
      peakMegabytes: 1,
      failures: [],
      notes: [],
    },
    ...more,
  });

/** The files of the run, some of them changed or added. */
function filesWith(changes: Readonly<Record<string, string>> = {}) {
  const contents = new Map(RUN);
  for (const [name, text] of Object.entries(changes))
    contents.set(`/${name}`, new TextEncoder().encode(text));
  return { contents, files: memoryFiles(contents) };
}

async function reportOf(changes: Readonly<Record<string, string>>): Promise<Report> {
  const { files } = filesWith(changes);
  const madeFrom = await sourcesOf('/', files);
  return renderRun(await readRun('/', files), { replicates: 50, madeFrom });
}

const htmlOf = async (changes: Readonly<Record<string, string>>) => (await reportOf(changes)).html;

const words = (html: string) => html.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');
const textOf = (name: string) => new TextDecoder().decode(RUN.get(`/${name}`));

describe('the report of a run that is not finished', () => {
  it.each([
    ['without an account', {}, 'How much is left is not known: it is under way, or broke off.'],
    [
      'with what is left',
      { 'run.json': account({ finished: false, unitsLeft: 123 }) },
      '123 units of work are left.',
    ],
    [
      'with how much its tables are of',
      { 'partial.json': '{ "units": 1200, "done": 40 }' },
      'It is under way, or broke off: its tables are of 40 of 1 200 units of work.',
    ],
    ['with an account that is damaged', { 'run.json': '{ "study": "s.ya' }, 'How much is left is not known'],
  ])('says so above all, %s, and claims nothing of the rest', async (_, changes, left) => {
    const report = await reportOf(changes);
    const { html } = report;
    const told = words(bothPages(report));
    expect(told).toContain(`This run is not finished. ${left}`);
    expect(told).toContain('So far there are 3 heatmaps.');
    expect(html.indexOf('This run is not finished')).toBeLessThan(html.indexOf('<nav'));
    expect(told).not.toContain('Nothing failed');
    expect(told).toContain('Of what is there, nothing failed and no value is missing.');
    expect(told).not.toContain('2026-05-06');
  });

  it('unlike that of one that is', async () => {
    const told = words(bothPages(await reportOf({ 'run.json': account({ finished: true }) })));
    expect(told).not.toContain('not finished');
    expect(told).toContain('Nothing failed, and no value is missing.');
    expect(told).toContain('2026-05-06');
  });
});

describe('tables that are damaged are read as far as they are sound, and told', () => {
  const lines = textOf('scores.csv').split('\n');
  const finished = { 'run.json': account({ finished: true }) };
  const notes = async (changes: Readonly<Record<string, string>>) => {
    const { files } = filesWith({ ...finished, ...changes });
    return readRun('/', files);
  };

  it.each([
    [
      'cut in a field',
      lines.slice(0, 6).join('\n'),
      4,
      'record 6 is left out, since it is cut off: no line end follows it',
    ],
    [
      'cut before',
      lines.slice(0, 5).join('\n') + '\n' + lines[5].slice(0, 9),
      4,
      'record 6 is left out, since it has',
    ],
    [
      'zeros in the middle',
      [...lines.slice(0, 3), '\0\0\0\0', 'net,i0', ...lines.slice(5)].join('\n'),
      lines.length - 4,
      '2 records are left out, from record 4 on, which has 1 fields, and the first one',
    ],
    [
      'no number in the middle',
      [...lines.slice(0, 3), lines[3].replace('0.6', 'O.6').replace(',1,', ',one,'), ...lines.slice(4)].join(
        '\n',
      ),
      undefined,
      'record 4 is left out, since it has',
    ],
    [
      'a quote that stays open',
      [...lines.slice(0, 3), `"${lines[3]}`, ...lines.slice(4)].join('\n'),
      2,
      'record 4 is left out, since it cannot be told from the rest',
    ],
    ['empty', '', 0, 'record 1 is left out, since it is not there: the file is empty'],
  ])('%s', async (_, text, rows, note) => {
    const run = await notes({ 'scores.csv': text });
    expect(run.notes).toEqual([expect.stringContaining(`scores.csv: ${note}`)]);
    if (rows !== undefined) expect(run.scores!.size).toBe(rows);
    const told = words(await htmlOf({ ...finished, 'scores.csv': text }));
    expect(told).toContain('Some of the files of this run are damaged.');
    expect(told).toContain(`scores.csv: ${note}`.slice(0, 40));
    expect(told).not.toContain('Nothing failed, and');
  });

  it('but a damaged lock is refused', async () => {
    await expect(notes({ 'study.lock.json': '{' })).rejects.toMatchObject({ code: 'DATA_INVALID' });
  });
});

describe('a page knows the tables that it was made from', () => {
  it('and is marked as old while they are others, once', async () => {
    const { files, contents } = filesWith({ 'run.json': account({ finished: true }) });
    expect(await markReportOld('/', files)).toBe(false);
    const page = await htmlOf({ 'run.json': account({ finished: true }) });
    await files.write(PAGE, page);
    expect(await markReportOld('/', files)).toBe(false);
    const now = () => new TextDecoder().decode(contents.get(PAGE));
    expect(now()).toBe(page);

    const before = contents.get('/scores.csv')!;
    contents.set('/scores.csv', new TextEncoder().encode(`${textOf('scores.csv')}\n`));
    expect(await markReportOld('/', files)).toBe(true);
    const marked = now();
    expect(words(marked).split('These figures are of an earlier run of the study.')).toHaveLength(2);
    expect(marked.indexOf('These figures')).toBeLessThan(marked.indexOf('<header'));
    expect(await markReportOld('/', files)).toBe(true);
    expect(now()).toBe(marked);
    contents.set('/scores.csv', before);
    expect(await markReportOld('/', files)).toBe(false);
    expect(now()).toBe(page);
  });

  it('whether the run was finished, and takes a page that does not tell for old', async () => {
    const page = await htmlOf({});
    const { files } = filesWith({ 'run.json': account({ finished: true }) });
    expect(isOld(page, await sourcesOf('/', filesWith().files))).toBe(false);
    expect(isOld(page, await sourcesOf('/', files))).toBe(true);
    await files.write(PAGE, '<!doctype html>\n<body>\n<p>Before</p></body>');
    expect(await markReportOld('/', files)).toBe(true);
    expect(words(new TextDecoder().decode(await files.read(PAGE)))).toMatch(
      /These figures are of an earlier run.*Before/,
    );
  });
});
