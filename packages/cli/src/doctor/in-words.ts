import type { BenchReport, ConformanceReport, ConformanceRow } from '@camscope/conformance';
import { table } from '../terminal/table.ts';
import { count } from '../terminal/words.ts';
import type { Findings } from './findings.ts';

export function doctorInWords(found: Findings): string {
  const { camscope, node, platform, onnxRuntime, providers, reports, benches } = found;
  const states = providers.map(({ provider, starts, precision = '', reason = '' }) => [
    provider,
    starts ? 'yes' : 'no',
    precision,
    firstLine(reason),
  ]);
  const fixes = providers.flatMap(({ provider, fix }) => (fix ? [`${provider}: ${fix}\n`] : []));
  return [
    `camscope ${camscope}, Node ${node}, ONNX Runtime ${onnxRuntime}, ${platform}\n\n`,
    table(['provider', 'starts', 'products', 'why not'], states),
    ...(fixes.length > 0 ? ['\n', ...fixes] : []),
    ...reports.map(reportInWords),
    ...benches.map(benchInWords),
  ].join('');
}

function reportInWords({ provider, baseline, version, rows }: ConformanceReport): string {
  const known = rows.filter((row) => row.known !== undefined);
  const failed = rows.filter((row) => !row.passed && row.known === undefined);
  const remaining = known.filter((row) => !row.passed).length;
  const verdict = [
    ...(failed.length > 0 ? [`${failed.length} of ${rows.length} failed`] : []),
    ...(remaining > 0 ? [`${count(remaining, 'known defect')} of ONNX Runtime`] : []),
  ];
  const header = ['check', 'of', `off ${baseline}`, 'off differences', ''];
  return [
    `\n${provider} against ${baseline}: ${rows.length} checks, ${verdict.join(', ') || 'all passed'}\n`,
    table(header, rows.map(checkInCells)),
    ...(known.length > 0 ? [`\nknown of ${provider} in ONNX Runtime ${version}\n`] : []),
    ...known.map((row) => `  ${nameOf(row)}: ${row.passed ? 'gone, no longer known: ' : ''}${row.known}\n`),
  ].join('');
}

function checkInCells(row: ConformanceRow): string[] {
  const error = (value: number | undefined) => (value === undefined ? '' : value.toExponential(1));
  const came = row.known === undefined ? firstLine(row.reason ?? 'failed') : 'known defect';
  return [row.kind, nameOf(row), error(row.toBaseline), error(row.toDifferences), row.passed ? 'ok' : came];
}

function benchInWords({ provider, precision, rows }: BenchReport): string {
  const cells = rows.map(({ network, workload, batch, milliseconds, ratio }) => [
    network,
    workload,
    String(batch),
    milliseconds === undefined ? 'too slow here' : milliseconds.toFixed(1),
    milliseconds === undefined ? '' : ((1000 * batch) / milliseconds).toPrecision(3),
    ratio?.toFixed(2) ?? '',
  ]);
  const header = ['network', '', 'batch', 'ms', 'images/s', '× forward'];
  return `\n${provider}, ${precision}: time by that of the network alone at the same batch\n${table(header, cells)}`;
}

function nameOf({ name, opset }: ConformanceRow): string {
  return opset === undefined ? name : `${name} (opset ${opset})`;
}

function firstLine(text: string): string {
  return text.split('\n')[0];
}
