import { CamscopeError, isCamscopeError, messageOf, type Registry, type Runtime } from '@camscope/core';
import { openNetwork, providerOf } from '@camscope/engine';
import {
  bench,
  conformance,
  type BenchNetwork,
  type BenchReport,
  type CheckSubject,
  type ConformanceReport,
} from '@camscope/conformance';
import { loadNamedPlugins, modelOf, withRuntime, type CommandContext } from '../command.ts';
import type { Findings, ProviderState } from '../doctor/findings.ts';
import { doctorInWords } from '../doctor/in-words.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { versionOf } from '../plugins/version.ts';
import { ProgressLine } from '../terminal/progress-line.ts';
import type { DoctorOptions } from '../usage/doctor.ts';

export async function doctor(options: DoctorOptions, context: CommandContext): Promise<void> {
  const { io } = context;
  refuseUnused(options);
  const kinds = ['explainer', 'runtime', ...(options.model ? (['model'] as const) : [])] as const;
  const plugins = await loadNamedPlugins(options, io, kinds);
  await withRuntime(plugins, async (runtime) => {
    const providers: ProviderState[] = [];
    for (const provider of options.provider ?? (await runtime.providers())) {
      providers.push(await stateOf(provider, options, runtime));
    }
    const starting = providers.filter(({ starts }) => starts).map(({ provider }) => provider);
    const work = { options, runtime, registry: plugins.registry, io };
    const found: Findings = {
      ...{ camscope: versionOf('@camscope/cli'), node: process.version },
      platform: `${process.platform}-${process.arch}`,
      onnxRuntime: await runtime.version(),
      providers,
      reports: options.conformance ? await conformanceOf(starting, work) : [],
      benches: options.bench ? await benchesOf(starting, work) : [],
    };
    io.stdout(options.json ? `${JSON.stringify(found, null, 2)}\n` : doctorInWords(found));
    const missing = options.provider !== undefined && starting.length < providers.length;
    if (missing || found.reports.some(({ passed }) => !passed)) context.exitCode = EXIT.failed;
  });
}

/** A network is asked for to be timed, names of checks to choose among them, and neither for anything else. */
function refuseUnused({ bench, conformance, only, model, card }: DoctorOptions): void {
  if (only !== undefined && !conformance) {
    throw new CamscopeError('CONFIG_INVALID', '--only is for --conformance', {
      fix: 'Add --conformance, or leave it out',
    });
  }
  if (bench || (model ?? card) === undefined) return;
  throw new CamscopeError('CONFIG_INVALID', `${model === undefined ? '--card' : '--model'} is for --bench`, {
    fix: 'Add --bench, or leave it out',
  });
}

interface Work {
  readonly options: DoctorOptions;
  readonly runtime: Runtime;
  readonly registry: Pick<Registry, 'explainer' | 'model'>;
  readonly io: Io;
}

async function conformanceOf(
  providers: readonly string[],
  { options: { precision, only: text = '' }, runtime, registry, io }: Work,
): Promise<ConformanceReport[]> {
  const line = new ProgressLine(io);
  const explainers = registry.explainer.all();
  const reports: ConformanceReport[] = [];
  try {
    for (const provider of providers) {
      const progress = (done: number, total: number) => line.show(`${provider}: ${done} of ${total} checks`);
      const only = ({ name }: CheckSubject) => name.includes(text);
      const asked = { provider, precision, explainers, only, progress, signal: io.signal };
      reports.push(await conformance(runtime, asked));
    }
  } finally {
    line.clear();
  }
  return reports;
}

async function benchesOf(providers: readonly string[], work: Work): Promise<BenchReport[]> {
  const { options, runtime, io } = work;
  const line = new ProgressLine(io);
  const networks = options.model === undefined ? undefined : [await networkIn(work)];
  const reports: BenchReport[] = [];
  try {
    for (const provider of providers) {
      const progress = (text: string) => line.show(`${provider}: ${text}`);
      const asked = { provider, precision: options.precision, networks, progress, signal: io.signal };
      reports.push(await bench(runtime, asked));
    }
  } finally {
    line.clear();
  }
  return reports;
}

async function networkIn({ options, registry, runtime, io }: Work): Promise<BenchNetwork> {
  const { location, card } = await modelOf(options, io);
  const network = await openNetwork({ location, card, registry, runtime, signal: io.signal });
  return { title: network.name, open: async () => network };
}

async function stateOf(
  provider: string,
  { precision }: DoctorOptions,
  runtime: Runtime,
): Promise<ProviderState> {
  try {
    const { precision: found } = await providerOf(runtime, { provider, precision });
    return { provider, starts: true, precision: found };
  } catch (error) {
    if (!isCamscopeError(error)) return { provider, starts: false, reason: messageOf(error) };
    const { found = error.summary, fix } = error.details;
    return { provider, starts: false, reason: found.replace(`${provider}: `, ''), fix };
  }
}
