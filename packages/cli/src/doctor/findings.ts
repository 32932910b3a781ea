import type { BenchReport, ConformanceReport } from '@camscope/conformance';

/** Whether a provider starts, and how. */
export interface ProviderState {
  readonly provider: string;
  readonly starts: boolean;
  /** In which it multiplies, as measured. */
  readonly precision?: string;
  readonly reason?: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** What runs here. */
export interface Findings {
  readonly camscope: string;
  readonly node: string;
  readonly platform: string;
  readonly onnxRuntime: string;
  readonly providers: readonly ProviderState[];
  readonly reports: readonly ConformanceReport[];
  readonly benches: readonly BenchReport[];
}
