import { isCamscopeError, messageOf, type Registry, type Runtime } from '@camscope/core';
import { providerOf } from '@camscope/engine';
import { conformance, type ConformanceReport, type ConformanceRow } from '@camscope/conformance';
import { loadNamedPlugins, withRuntime, type CommandContext } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { versionOf } from '../plugins/version.ts';
import { ProgressLine } from '../terminal/progress-line.ts';
import { table } from '../terminal/table.ts';
import type { DoctorOptions } from '../usage/doctor.ts';

interface ProviderState {
  readonly provider: string;
  readonly starts: boolean;
  readonly reason?: string;
}

interface Findings {
  readonly camscope: string;
  readonly node: string;
  readonly platform: string;
  readonly providers: readonly ProviderState[];
  readonly reports: readonly ConformanceReport[];
}

export async function doctor(options: DoctorOptions, context: CommandContext): Promise<void> {
  const { io } = context;
  const plugins = await loadNamedPlugins(options, io, ['explainer', 'runtime']);
  const { registry } = plugins;
  await withRuntime(plugins, async (runtime) => {
    const providers: ProviderState[] = [];
    for (const provider of options.provider ?? (await runtime.providers())) {
      providers.push(await stateOf(provider, runtime));
    }
    const starting = providers.filter(({ starts }) => starts).map(({ provider }) => provider);
    const reports = options.conformance ? await conformanceOf(starting, runtime, registry, io) : [];
    const software = { camscope: versionOf('@camscope/cli'), node: process.version };
    const found = { ...software, platform: `${process.platform}-${process.arch}`, providers, reports };
    io.stdout(options.json ? `${JSON.stringify(found, null, 2)}\n` : inWords(found));
    const missing = options.provider !== undefined && starting.length < providers.length;
    if (missing || reports.some(({ passed }) => !passed)) context.exitCode = EXIT.failed;
  });
}

async function conformanceOf(
  providers: readonly string[],
  runtime: Runtime,
  registry: Pick<Registry, 'explainer'>,
  io: Io,
): Promise<ConformanceReport[]> {
  const progress = new ProgressLine(io);
  const explainers = registry.explainer.all();
  const reports: ConformanceReport[] = [];
  try {
    for (const provider of providers) {
      const show = (done: number, total: number) => progress.show(`${provider}: ${done} of ${total} checks`);
      reports.push(await conformance(runtime, { provider, explainers, progress: show, signal: io.signal }));
    }
  } finally {
    progress.clear();
  }
  return reports;
}

async function stateOf(provider: string, runtime: Runtime): Promise<ProviderState> {
  try {
    await providerOf(runtime, { provider });
    return { provider, starts: true };
  } catch (error) {
    const reason = isCamscopeError(error) ? (error.details.found ?? error.summary) : messageOf(error);
    return { provider, starts: false, reason };
  }
}

function inWords({ camscope, node, platform, providers, reports }: Findings): string {
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
