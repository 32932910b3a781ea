import { basename, extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CamscopeError } from '@camscope/core';
import { nodeFiles } from '@camscope/files-node';
import type { CommandContext } from '../command.ts';
import type { Io } from '../io.ts';
import { batchScript } from '../slurm/batch-script.ts';
import { quote } from '../slurm/quote.ts';
import { submit } from '../slurm/submit.ts';
import { readAndOpenStudy } from '../study/open.ts';
import { outFolder } from '../study/out-folder.ts';
import type { SlurmOptions } from '../usage/slurm.ts';
import { studyArguments } from '../usage/study-options.ts';

const BIN = fileURLToPath(new URL('../../bin/camscope.cjs', import.meta.url));

export async function slurm(study: string, options: SlurmOptions, { io }: CommandContext): Promise<void> {
  if (options.script === '-' && options.submit) {
    throw new CamscopeError('CONFIG_INVALID', 'A script that is printed cannot be submitted', {
      asked: '--script - --submit',
      fix: 'Name a file with --script, or leave --submit out',
    });
  }
  const text = await scriptFor(study, options, io);
  if (options.script === '-') return io.stdout(text);
  const script = resolve(io.cwd, options.script ?? `${nameOf(study)}.sbatch`);
  await save(script, text, options);
  if (options.submit) return io.stdout(await submit(script));
  io.stdout(`${script}\n`);
  io.stderr(`camscope: to submit it: bash ${quote(script)}\n`);
}

/** Opens the study first, which finds its mistakes before anything waits in a queue. */
async function scriptFor(study: string, options: SlurmOptions, io: Io): Promise<string> {
  const { opened } = await readAndOpenStudy(study, options, io);
  await opened.close();
  const out = outFolder(options, opened.study.file, io.cwd);
  return batchScript({
    ...options,
    name: nameOf(study),
    camscope: [process.execPath, BIN],
    folder: io.cwd,
    study,
    out: options.out ?? out,
    studyOptions: studyArguments(options),
    pluginOptions: options.plugin.flatMap((plugin) => ['--plugin', plugin]),
  });
}

/** Of jobs, logs and script: the study's, in letters that Slurm takes for nothing else. */
function nameOf(study: string): string {
  return basename(study, extname(study)).replace(/[^\w.-]+/g, '-');
}

async function save(script: string, text: string, { force }: SlurmOptions): Promise<void> {
  if (!force && (await nodeFiles.exists(script)) && !(await holds(script, text))) {
    throw new CamscopeError('CONFIG_INVALID', `${script} is there already`, {
      found: 'another script than this command line gives',
      fix: 'Name another file with --script, or give --force to replace it',
    });
  }
  await nodeFiles.write(script, text);
}

async function holds(path: string, text: string): Promise<boolean> {
  return new TextDecoder().decode(await nodeFiles.read(path)) === text;
}
