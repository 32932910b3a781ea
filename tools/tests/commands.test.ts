import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APART, ELSEWHERE } from '../docs/commands/apart.ts';
import { fillFolder } from '../docs/commands/folder.ts';
import { commandsOf, failuresOf, whyApart } from '../docs/commands/run.ts';
import { pages, workspace } from '../docs/pages.ts';

const isElsewhere = (page: string) => Object.keys(ELSEWHERE).some((start) => page.startsWith(start));
const here = pages().filter((page) => !isElsewhere(page));
const run = here.filter((page) => commandsOf(page).some((command) => whyApart(command) === undefined));

describe('commands of pages do what they say, one after the other', () => {
  let filled: string;
  beforeAll(async () => {
    filled = await mkdtemp(join(tmpdir(), 'camscope-pages-'));
    await fillFolder(filled);
  });
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
