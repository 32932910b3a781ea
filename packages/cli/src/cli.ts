import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import type { CommandContext } from './command.ts';
import { codeOfStop, EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { versionsInWords } from './plugins/version.ts';
import { addCompare } from './usage/compare.ts';
import { addCompile } from './usage/compile.ts';
import { addData } from './usage/data.ts';
import { addDescribe } from './usage/describe.ts';
import { addDoctor } from './usage/doctor.ts';
import { addExamples } from './usage/examples.ts';
import { addExplain } from './usage/explain.ts';
import { addExport } from './usage/export.ts';
import { addHelp } from './usage/help.ts';
import { addInit } from './usage/init.ts';
import { addInspect } from './usage/inspect.ts';
import { addList } from './usage/list.ts';
import { addMerge } from './usage/merge.ts';
import { addPlan } from './usage/plan.ts';
import { addReport } from './usage/report.ts';
import { addRun } from './usage/run.ts';
import { addSchema } from './usage/schema.ts';
import { addSlurm } from './usage/slurm.ts';
import { addStatus } from './usage/status.ts';
import { addStudio } from './usage/studio.ts';
import { addTune } from './usage/tune.ts';
import { addValidate } from './usage/validate.ts';
import { addView } from './usage/view.ts';
import { inOurWords, refuseMissing, refuseTwice } from './usage/mistakes.ts';
import type { DeviceOptions } from './usage/option.ts';

/**
 * The camscope command.
 * @param argv what follows the command's name.
 * @returns the exit code.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const context: CommandContext = { io, exitCode: EXIT.done };
  const command = program(context);
  if (io.signal.aborted) return codeOfStop(io.signal);
  try {
    await command.parseAsync(argv, { from: 'user' });
    return context.exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return await failed(error, context, argv.includes('--json'));
    if (error.exitCode === 0) return EXIT.done;
    io.stderr(argv.length === 0 ? command.helpInformation() : usageError(error, argv, command));
    return EXIT.usage;
  }
}

/** What the command understands, not yet parsed. What a command does is loaded when it runs. */
export function program(context: CommandContext): Command {
  const { io } = context;
  const command = new Command('camscope')
    .description(
      'Shows where a network looked on a chest radiograph, and how well that agrees with the radiologist.',
    )
    .version(versionsInWords())
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout(text), writeErr: () => undefined })
    .configureHelp({ showGlobalOptions: true })
    .hook('preAction', (_program, action) => {
      refuseMissing(action);
      nameCudaLibraries(action.opts(), io);
    });
  addInit(command, async (...given) => (await import('./commands/init.ts')).init(...given, context));
  addData(command, async (...given) => (await import('./commands/data.ts')).data(...given, context));
  addExplain(command, async (...given) => (await import('./commands/explain.ts')).explain(...given, context));
  addCompile(command, async (...given) => (await import('./commands/compile.ts')).compile(...given, context));
  addRun(command, async (...given) => (await import('./commands/run.ts')).run(...given, context));
  addPlan(command, async (...given) => (await import('./commands/plan.ts')).plan(...given, context));
  addStatus(command, async (...given) => (await import('./commands/status.ts')).status(...given, context));
  addMerge(command, async (...given) => (await import('./commands/merge.ts')).merge(...given, context));
  addSlurm(command, async (...given) => (await import('./commands/slurm.ts')).slurm(...given, context));
  addReport(command, async (...given) => (await import('./commands/report.ts')).report(...given, context));
  addView(command, async (...given) => (await import('./commands/view.ts')).view(...given, context));
  addCompare(command, async (...given) => (await import('./commands/compare.ts')).compare(...given, context));
  addTune(command, async (...given) => (await import('./commands/tune.ts')).tune(...given, context));
  addExport(command, async (...given) => (await import('./commands/export.ts')).exportRun(...given, context));
  addValidate(command, async (...given) =>
    (await import('./commands/validate.ts')).validate(...given, context),
  );
  addInspect(command, async (...given) => (await import('./commands/inspect.ts')).inspect(...given, context));
  addList(command, async (...given) => (await import('./commands/list.ts')).list(...given, context));
  addDescribe(command, async (...given) =>
    (await import('./commands/describe.ts')).describe(...given, context),
  );
  addSchema(command, async (...given) => (await import('./commands/schema.ts')).schema(...given, context));
  addStudio(command, async (...given) => (await import('./commands/studio.ts')).studio(...given, context));
  addDoctor(command, async (...given) => (await import('./commands/doctor.ts')).doctor(...given, context));
  addHelp(command);
  command.commands.forEach(refuseTwice);
  [command, ...command.commands].forEach(addExamples);
  return command;
}

/** For whatever this process starts: what loads a runtime reads it in its environment. */
function nameCudaLibraries({ cudaLibraries }: DeviceOptions, { cwd }: Io): void {
  if (cudaLibraries !== undefined) process.env.CAMSCOPE_CUDA_LIBRARIES = resolve(cwd, cudaLibraries);
}

/** Tells an error that ends the command. @returns the exit code. */
export async function failed(error: unknown, context: CommandContext, json: boolean): Promise<number> {
  const { blamed, exitCodeOf, reportError } = await import('./terminal/report-error.ts');
  const told = blamed(error);
  reportError(context.io, told, json);
  return exitCodeOf(told, context);
}

function usageError(error: CommanderError, argv: readonly string[], { commands }: Command): string {
  const message = inOurWords(error.message);
  if (argv.includes('--json')) return `${JSON.stringify({ error: { code: 'CONFIG_INVALID', message } })}\n`;
  const word = argv.find((each) => !each.startsWith('-'));
  const asked = commands.find((command) => command.name() === word);
  return `camscope: ${message}\nSee 'camscope ${asked ? `${asked.name()} ` : ''}--help'.\n`;
}
