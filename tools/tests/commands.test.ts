import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APART, ELSEWHERE } from '../docs/commands/apart.ts';
import { fillFolder } from '../docs/commands/folder.ts';
import { commandsOf, failuresOf, whyApart } from '../docs/commands/run.ts';
import { isShown } from '../docs/commands/shown.ts';
import { allExamples } from '../docs/examples/example.ts';
import { pages, workspace } from '../docs/pages.ts';

const isElsewhere = (page: string) => Object.keys(ELSEWHERE).some((start) => page.startsWith(start));
const here = pages().filter((page) => !isElsewhere(page));
const run = here.filter((page) => commandsOf(page).some((command) => whyApart(command) === undefined));

describe('commands of pages do what they say, one after the other', () => {
  let filled: string;
  beforeAll(async () => {
    filled = await mkdtemp(join(tmpdir(), 'camscope-pages-'));
    await fillFolder(filled);
  }, 300_000);
  afterAll(() => rm(filled, { recursive: true }));

  test.each(run)('%s', { timeout: 300_000 }, async (page) => {
    const folder = await mkdtemp(join(tmpdir(), 'camscope-page-'));
    try {
      await cp(filled, folder, { recursive: true });
      expect(await failuresOf(page, folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

test('what is run elsewhere, or not, is in pages yet', () => {
  const commands = here.flatMap(commandsOf);
  const unused = APART.filter(([begins]) => !commands.some(({ text }) => text.startsWith(begins)));
  expect(unused).toEqual([]);
  for (const [start, file] of Object.entries(ELSEWHERE)) {
    expect(pages().some((page) => page.startsWith(start) && commandsOf(page).length > 0)).toBe(true);
    expect(existsSync(join(workspace, file))).toBe(true);
  }
});

test('what is shown of outputs is compared, and whatever else has no language says why', () => {
  const shown = pages().flatMap((page) =>
    commandsOf(page).flatMap((command) => (command.shown === undefined ? [] : [{ page, command }])),
  );
  expect(shown.filter(({ page, command }) => isElsewhere(page) || whyApart(command) !== undefined)).toEqual(
    [],
  );
  const plain = allExamples().filter(({ language }) => ['', 'text', 'txt', 'shell'].includes(language));
  expect(plain.map(({ page, marks }) => `${page}: ${marks.sketch}`)).toMatchInlineSnapshot(`
    [
      "docs/architecture.md: the way of a study",
      "docs/architecture.md: the way of data",
      "docs/tutorials/my-masks.md: files in their folders",
      "packages/datasets-masks/README.md: files in their folders",
      "packages/datasets-yolo/README.md: files in their folders",
    ]
  `);
});

test.each([
  ['maps  3 min 20 s  5.3 kB\n  of 2 \n', 'maps 6 s 52 MB\n  of 2', true],
  ['maps  3 min 20 s  5.3 kB\n  of 2 \n', 'maps 6 s 52 MB\n  of 3', false],
  ['maps  3 min 20 s  5.3 kB\n  of 2 \n', 'maps 6 s 52 MB of 2', false],
  ['known: a (b), c, d; also\n  e\n  f\n', 'known: a (b), …; also\n  …\n', true],
  ['known: a (b), c, d; also\n  e\n  f\n', 'known: …\n  f\n', false],
  ['known: a (b), c, d; also\n  e\n  f\n', 'known: …\n  …\n  f\n', true],
])('%j is shown as %j: %j', (text, shown, is) => {
  expect(isShown(text, shown)).toBe(is);
});
