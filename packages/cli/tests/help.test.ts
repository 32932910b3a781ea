import { KINDS, type ContributionKind } from '@camscope/core';
import { loadPlugins, program } from '@camscope/cli';
import { describe, expect, it } from 'vitest';
import { camscope } from './support.ts';

const io = {
  cwd: '/',
  stdout: () => undefined,
  stderr: () => undefined,
  stderrIsTty: false,
  debug: false,
  signal: new AbortController().signal,
};
/** The command as it is, but that it does nothing. */
const idle = () => {
  const command = program({ io, exitCode: 0 });
  for (const each of command.commands) each.action(() => undefined);
  return command;
};
const names = idle().commands.map((command) => command.name());

/** Command lines in the help of a command, by their words. */
async function examplesOf(...name: string[]): Promise<string[][]> {
  const { stdout } = await camscope('/', [...name, '--help']);
  const [, below = ''] = stdout.split('\nExamples:\n');
  return below
    .trimEnd()
    .split('\n')
    .map((line) =>
      line
        .replace(/ > .*$/, '')
        .trim()
        .split(' '),
    );
}

describe('help', () => {
  it.each(names)('of %s has examples that the command understands', async (name) => {
    const examples = await examplesOf(name);
    expect(examples.length).toBeGreaterThan(0);
    for (const [camscope, ...argv] of examples) {
      expect([camscope, argv[0]]).toEqual(['camscope', name]);
      await idle().parseAsync(argv, { from: 'user' });
    }
  });

  it('of everything has examples, too', async () => {
    const examples = await examplesOf();
    expect(examples.length).toBeGreaterThan(0);
    for (const [, ...argv] of examples) await idle().parseAsync(argv, { from: 'user' });
  });

  it('names contributions and kinds that there are', async () => {
    const { registry } = await loadPlugins([]);
    const ids = (kind: ContributionKind) => registry[kind].all().map(({ id }) => id);
    const known: Readonly<Record<string, readonly string[]>> = {
      '--method': ids('explainer'),
      '--segmenter': ids('segmenter'),
      '--metric': ids('metric'),
      '--from': ids('dataset'),
      export: ids('dataset'),
      describe: KINDS.flatMap(ids),
      list: KINDS,
    };
    for (const words of (await Promise.all(names.map((name) => examplesOf(name)))).flat())
      for (const [i, word] of words.entries())
        if (word in known && i + 1 < words.length) expect(known[word]).toContain(words[i + 1]);
  });

  it.each(names)('%s is what --help prints', async (name) => {
    expect(await camscope('/', ['help', name])).toEqual(await camscope('/', [name, '--help']));
  });

  it('of everything is the same with and without dashes', async () => {
    expect(await camscope('/', ['help'])).toEqual(await camscope('/', ['--help']));
  });

  it('knows the nearest command', async () => {
    const { code, stdout, stderr } = await camscope('/', ['help', 'inspekt']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain("No command is called 'inspekt'\n  found: Nearest: inspect");
  });

  it('of list names every kind', async () => {
    const { stdout } = await camscope('/', ['list', '--help']);
    expect(stdout.replace(/\s+/g, ' ')).toContain(`${KINDS.slice(0, -1).join(', ')} or ${KINDS.at(-1)}`);
  });

  it('of doctor tells how it ends, and a network is refused that nothing is timed on', async () => {
    const { stdout } = await camscope('/', ['doctor', '--help']);
    expect(stdout).toContain('  1    a provider that was asked for does not start, or a check fails');
    const { code, stderr } = await camscope('/', ['doctor', '--model', 'model.onnx']);
    expect(code).toBe(2);
    expect(stderr).toContain('--model is for --bench');
  });
});
