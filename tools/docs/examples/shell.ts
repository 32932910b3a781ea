import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '@camscope/cli';
import { workspace } from '../pages.ts';

/** What is wrong with the commands of a block of shell lines: `camscope`, `npm run` and programs of the workspace. */
export async function shellProblems(code: string): Promise<string[]> {
  const problems = await Promise.all(commandsIn(code).map(({ words }) => commandProblem(words)));
  return problems.filter((problem) => problem !== undefined);
}

/** Misuses of `camscope` in a text's inline code, in which arguments may be left out. */
export async function inlineProblems(text: string): Promise<string[]> {
  const mentions = [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/`(camscope [^`]+)`/g)];
  const problems = mentions.map(([, command]) => misuse(wordsOf(command.replace(/\s+/g, ' ')).slice(1)));
  return (await Promise.all(problems)).flatMap((found) =>
    found && !INCOMPLETE.includes(found.code) ? [found.message] : [],
  );
}

export interface Command {
  /** As the page has it. */
  readonly text: string;
  readonly words: readonly string[];
}

/** What the parser says. */
interface Misuse {
  readonly code: string;
  readonly message: string;
}

const INCOMPLETE = ['commander.missingArgument', 'commander.missingMandatoryOptionValue'];

async function commandProblem(words: readonly string[]): Promise<string | undefined> {
  const [command, ...rest] = words[0] === 'npx' ? words.slice(1) : words;
  if (command === 'camscope') return (await misuse(rest))?.message;
  if (command === 'npm' && rest[0] === 'run')
    return rest[1] in scripts() ? undefined : `no script '${rest[1]}'`;
  const isProgram = command === 'node' || command === 'python3';
  const file = rest.find((word) => !word.startsWith('-'));
  const exists = ['', '.js'].some((end) => existsSync(join(workspace, `${file}${end}`)));
  return isProgram && file && !exists ? `no file ${file}` : undefined;
}

/** Why the command's own parser refuses a command line. */
async function misuse(argv: readonly string[]): Promise<Misuse | undefined> {
  const quiet = { stdout: () => undefined, stderr: () => undefined, stderrIsTty: false, debug: false };
  const io = { ...quiet, cwd: workspace, signal: new AbortController().signal };
  const command = program({ io, exitCode: 0 });
  for (const each of command.commands) each.action(() => undefined);
  try {
    await command.parseAsync(argv, { from: 'user' });
    return undefined;
  } catch (error) {
    const { exitCode, ...misuse } = error as Misuse & { exitCode: number };
    return exitCode === 0 ? undefined : { ...misuse, message: (error as Error).message };
  }
}

function scripts(): Record<string, string> {
  return (
    JSON.parse(readFileSync(join(workspace, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  ).scripts;
}

/** The commands of a block; settings of the environment before them are left out. */
export function commandsIn(code: string): Command[] {
  const lines = code.replace(/ *\\\n */g, ' ').split('\n');
  return lines
    .flatMap((line) => line.replace(/(^|\s)#.*$/, '').split(/&&|;|\|/))
    .map((command) => command.trim().replace(/^(\w+=\S* +)+/, ''))
    .filter((text) => text !== '')
    .map((text) => ({ text, words: wordsOf(text) }));
}

/** The words of a command, without their quotes. */
export function wordsOf(command: string): string[] {
  const words = command.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  return words.map((word) => word.replace(/['"]/g, ''));
}
