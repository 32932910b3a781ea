import { isCamscopeError, messageOf, type Runtime } from '@camscope/core';
import { createModel } from '@camscope/onnx';
import { conformance, type ConformanceReport, type ConformanceRow } from '@camscope/testkit';
import type { Command } from 'commander';
import {
  addPluginOption,
  collect,
  loadNamedPlugins,
  startRuntime,
  type CommandContext,
  type PluginOptions,
} from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { versionOf } from '../plugins/version.ts';
import { ProgressLine } from '../terminal/progress-line.ts';
import { table } from '../terminal/table.ts';

interface DoctorOptions extends PluginOptions {
  readonly provider?: readonly string[];
  readonly conformance?: true;
  readonly json?: true;
}

interface ProviderState {
  readonly provider: string;
  readonly starts: boolean;
  readonly reason?: string;
}

export function addDoctor(program: Command, context: CommandContext): void {
  const command = program
    .command('doctor')
    .description('tell what runs here: execution providers, and whether they compute what they should')
    .option(
      '--provider <name>',
      'execution provider to look at (repeatable); all of them by default',
      collect,
    )
    .option('--conformance', 'run every gradient rule and method on the providers, against the CPU')
    .option('--json', 'print JSON');
  addPluginOption(command).action((options: DoctorOptions) => doctor(options, context));
}

async function doctor(options: DoctorOptions, context: CommandContext): Promise<void> {
  const { io } = context;
  const { registry } = await loadNamedPlugins(options, io);
  const runtime = startRuntime(registry);
  try {
    const providers = options.provider ?? (await runtime.providers());
    const states: ProviderState[] = [];
    for (const provider of providers) states.push(await stateOf(provider, runtime));
    const reports: ConformanceReport[] = [];
    if (options.conformance) {
      const progress = new ProgressLine(io);
      const asked = states.filter(({ starts }) => starts);
      for (const { provider } of asked) {
        const show = (done: number, total: number) =>
          progress.show(`${provider}: ${done} of ${total} checks`);
        const explainers = registry.explainer.all();
        reports.push(await conformance(runtime, { provider, explainers, progress: show, signal: io.signal }));
      }
      progress.clear();
    }
    const software = { camscope: versionOf('@camscope/cli'), node: process.version };
    const found = {
      ...software,
      platform: `${process.platform}-${process.arch}`,
      providers: states,
      reports,
    };
    io.stdout(options.json ? `${JSON.stringify(found, null, 2)}\n` : inWords(found));
    const missing = options.provider !== undefined && states.some(({ starts }) => !starts);
    if (missing || reports.some(({ passed }) => !passed)) context.exitCode = EXIT.failed;
  } finally {
    await runtime.close();
  }
}

/** Whether a session on one Relu starts. */
async function stateOf(provider: string, runtime: Runtime): Promise<ProviderState> {
  const proto = createModel({
    nodes: [{ op: 'Relu', inputs: ['x'], outputs: ['y'] }],
    inputs: [{ name: 'x', type: 'float32', dims: [1] }],
    outputs: [{ name: 'y' }],
  });
  try {
    await (await runtime.open({ proto, external: new Map() }, { provider })).release();
    return { provider, starts: true };
  } catch (error) {
    const reason = isCamscopeError(error) ? (error.details.found ?? error.summary) : messageOf(error);
    return { provider, starts: false, reason };
  }
}

function inWords({
  camscope,
  node,
  platform,
  providers,
  reports,
}: {
  camscope: string;
  node: string;
  platform: string;
  providers: readonly ProviderState[];
  reports: readonly ConformanceReport[];
}): string {
  const states = providers.map(({ provider, starts, reason = '' }) => [
    provider,
    starts ? 'yes' : 'no',
    firstLine(reason),
  ]);
  const head = `camscope ${camscope}, Node ${node}, ${platform}\n\n${table(['provider', 'starts', 'why not'], states)}`;
  return head + reports.map(reportInWords).join('');
}

function reportInWords({ provider, baseline, rows, passed }: ConformanceReport): string {
  const failed = rows.filter((row) => !row.passed);
  const verdict = passed ? 'all passed' : `${failed.length} of ${rows.length} failed`;
  const error = (value: number | undefined) => (value === undefined ? '' : value.toExponential(1));
  const lines = rows.map((row: ConformanceRow) => [
    row.kind,
    row.opset === undefined ? row.name : `${row.name} (opset ${row.opset})`,
    error(row.toBaseline),
    error(row.toDifferences),
    row.passed ? 'ok' : firstLine(row.reason ?? 'failed'),
  ]);
  const header = ['check', 'of', `off ${baseline}`, 'off differences', ''];
  return `\n${provider} against ${baseline}: ${rows.length} checks, ${verdict}\n${table(header, lines)}`;
}

function firstLine(text: string): string {
  return text.split('\n')[0];
}
