import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { main } from '@camscope/cli';
import { examplesOf, filesOf, type Example } from '../examples/example.ts';
import { commandsIn, type Command } from '../examples/shell.ts';
import { studyOf } from '../examples/study.ts';
import { readPage } from '../pages.ts';
import { APART } from './apart.ts';
import { isShown } from './shown.ts';

/** A command of a page. */
interface Step extends Command {
  /** Of the block it stands in. */
  readonly line: number;
  /** What the page says that it prints: of `console`. */
  readonly shown?: string;
  /** Where there are some, it runs in a folder of its own, among them. */
  readonly files: Readonly<Record<string, string>>;
}

/** The commands of a page, in order. */
export function commandsOf(page: string): Step[] {
  return examplesOf(page, readPage(page)).flatMap((example) => {
    const { language, line, code } = example;
    const of = { line, files: filesOf(example) };
    if (language === 'sh') return commandsIn(code).map((command) => ({ ...command, ...of }));
    if (language !== 'console') return [];
    const [, ...sessions] = code.split(/^\$ /m);
    return sessions.flatMap((session) => {
      const [command, ...shown] = session.split('\n');
      return commandsIn(command).map((each) => ({ ...each, ...of, shown: shown.join('\n') }));
    });
  });
}

/** Why a command is not run with its page; nothing for one that is. */
export function whyApart({ text }: Command): string | undefined {
  return APART.find(([begins]) => text.startsWith(begins))?.[1];
}

/**
 * Runs the commands of a page in their order, and compares what they print with what it shows. The page's own study is `study.yaml`, and
 * its plugins are files.
 * @param folder what `fillFolder` wrote; it is changed.
 * @returns which failed, or print something else, and how.
 */
export async function failuresOf(page: string, folder: string): Promise<string[]> {
  const examples = examplesOf(page, readPage(page));
  for (const { marks, code } of examples) if (marks.file) await writeFile(join(folder, marks.file), code);
  const study = studyIn(examples);
  if (study !== undefined) await writeFile(join(folder, 'study.yaml'), study);
  const failures: string[] = [];
  for (const command of commandsOf(page)) {
    if (whyApart(command) !== undefined) continue;
    const { line, files, shown } = command;
    const where = Object.keys(files).length === 0 ? folder : join(folder, String(line));
    await mkdir(where, { recursive: true });
    for (const [name, path] of Object.entries(files)) await copyFile(path, join(where, name));
    for (const step of [...before(command, where), command, ...after(command)]) {
      const problem = await problemOf(step, where, step === command ? shown : undefined);
      if (problem !== undefined) failures.push(`${page}:${line}: ${step.text}: ${problem}`);
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

/** What a command says that fails or, of one whose output is shown, that it prints something else. */
async function problemOf(command: Command, cwd: string, shown?: string): Promise<string | undefined> {
  const { code, stdout, stderr } = await ran(command, cwd);
  if (shown === undefined) return code === 0 ? undefined : `${code}: ${stderr}`;
  const printed = code === 0 ? stdout : stderr;
  return isShown(printed, shown) ? undefined : `it prints\n${printed}`;
}

async function ran({ text, words }: Command, cwd: string) {
  const [program, ...argv] = words[0] === 'npx' ? words.slice(1) : words;
  if (program !== 'camscope') {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', text], { cwd, encoding: 'utf8' });
    return { code: status, stdout, stderr };
  }
  let [stdout, stderr] = ['', ''];
  const code = await main(argv, {
    ...{ cwd, stdout: (part) => (stdout += part), stderr: (part) => (stderr += part), stderrIsTty: false },
    ...{ signal: new AbortController().signal, debug: false },
  });
  return { code, stdout, stderr };
}
