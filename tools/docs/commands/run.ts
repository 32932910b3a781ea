import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { main } from '@camscope/cli';
import { examplesOf, type Example } from '../examples/example.ts';
import { commandsIn, type Command } from '../examples/shell.ts';
import { studyOf } from '../examples/study.ts';
import { readPage } from '../pages.ts';
import { APART } from './apart.ts';

/** The commands of a page, in order, with the lines of the blocks they stand in. */
export function commandsOf(page: string): (Command & { readonly line: number })[] {
  return examplesOf(page, readPage(page))
    .filter(({ language }) => language === 'sh')
    .flatMap(({ line, code }) => commandsIn(code).map((command) => ({ ...command, line })));
}

/** Why a command is not run with its page; nothing for one that is. */
export function whyApart({ text }: Command): string | undefined {
  return APART.find(([begins]) => text.startsWith(begins))?.[1];
}

/**
 * Runs the commands of a page in their order. The page's own study is `study.yaml`, and its plugins are files.
 * @param folder what `fillFolder` wrote; it is changed.
 * @returns which failed, and how.
 */
export async function failuresOf(page: string, folder: string): Promise<string[]> {
  const examples = examplesOf(page, readPage(page));
  for (const { marks, code } of examples) if (marks.file) await writeFile(join(folder, marks.file), code);
  const study = studyIn(examples);
  if (study !== undefined) await writeFile(join(folder, 'study.yaml'), study);
  const failures: string[] = [];
  for (const command of commandsOf(page)) {
    if (whyApart(command) !== undefined) continue;
    for (const argv of [...before(command, folder), command, ...after(command)]) {
      const problem = await problemOf(argv, folder);
      if (problem !== undefined) failures.push(`${page}:${command.line}: ${argv.text}: ${problem}`);
    }
  }
  return failures;
}

/** The first study that a page shows whole; of one that shows a plugin, the first that uses it. */
function studyIn(examples: readonly Example[]): string | undefined {
  const shown = examples.filter(({ language, marks }) => language === 'yaml' && marks.manifest === undefined);
  const isWhole = ({ code }: Example) => /^version:/m.test(code);
  const usesFile = ({ code }: Example) => examples.some(({ marks: { file } }) => file && code.includes(file));
  const study = shown.find((example) => isWhole(example) || usesFile(example));
  return study && studyOf(study.code);
}

/** A run that is read, and that no command above has made. */
function before({ words }: Command, folder: string): Command[] {
  return words
    .filter((word, i) => /^(\w+-)?results$/.test(word) && words[i - 1] !== '--out')
    .filter((name) => !existsSync(join(folder, name)))
    .flatMap((name) => commandsIn(`camscope run study.yaml --out ${name}`));
}

/** Of shards, those that other machines do. */
function after({ text }: Command): Command[] {
  const [shard, count] = /--shard 1\/(\d+)/.exec(text) ?? [];
  if (shard === undefined) return [];
  const others = Array.from({ length: Number(count) - 1 }, (_, i) => `--shard ${i + 2}/${count}`);
  return others.flatMap((other) => commandsIn(text.replace(shard, other)));
}

/** What a command says that fails. */
async function problemOf({ text, words }: Command, cwd: string): Promise<string | undefined> {
  const [program, ...argv] = words[0] === 'npx' ? words.slice(1) : words;
  if (program !== 'camscope') {
    const { status, stderr } = spawnSync('bash', ['-c', text], { cwd, encoding: 'utf8' });
    return status === 0 ? undefined : stderr;
  }
  let stderr = '';
  const code = await main(argv, {
    ...{ cwd, stdout: () => undefined, stderr: (text) => (stderr += text), stderrIsTty: false },
    ...{ signal: new AbortController().signal, debug: false },
  });
  return code === 0 ? undefined : `${code}: ${stderr}`;
}
