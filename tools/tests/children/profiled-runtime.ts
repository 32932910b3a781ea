import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelSource, Runtime, Session, SessionOptions, Tensor } from '@camscope/core';
import { env, InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';

/** A node that was run, and where. */
export interface Placement {
  readonly name: string;
  readonly op: string;
  readonly provider: string;
}

/** Sessions on onnxruntime-node in this thread, which tell where every node ran. For models in memory. */
export class ProfiledRuntime implements Runtime {
  readonly baseline = 'cpu';
  /** Every node run by a session on `watched` that has been released. */
  readonly placements: Placement[] = [];
  readonly #watched: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'placements-'));
  #opened = 0;

  constructor(watched: string) {
    this.#watched = watched;
  }

  load(): never {
    throw new Error('Models come from memory');
  }

  async version(): Promise<string> {
    return env.versions.common;
  }

  async providers(): Promise<readonly string[]> {
    return [this.baseline, this.#watched];
  }

  async open({ proto, external }: ModelSource, { provider, optimization }: SessionOptions): Promise<Session> {
    const profile = `profile-${this.#opened++}_`;
    const enableProfiling = provider === this.#watched;
    const session = await InferenceSession.create(proto, {
      executionProviders: [provider],
      externalData: [...external].map(([path, source]) => ({
        path,
        data: (source as { bytes: Uint8Array }).bytes,
      })),
      graphOptimizationLevel: optimization ?? 'all',
      intraOpNumThreads: 1,
      logSeverityLevel: 4,
      ...(enableProfiling && { enableProfiling, profileFilePrefix: join(this.#folder, profile) }),
    });
    return {
      provider,
      precision: 'exact',
      inputs: session.inputNames,
      outputs: session.outputNames,
      run: async (feeds, options) => {
        const inputs = Object.entries(feeds).map(([name, { type, data, dims }]) => [
          name,
          new OrtTensor(type, data as Float32Array, dims),
        ]);
        const outputs = await session.run(Object.fromEntries(inputs), [
          ...(options?.fetch ?? session.outputNames),
        ]);
        return outputs as unknown as Record<string, Tensor>;
      },
      release: async () => {
        if (enableProfiling) {
          session.endProfiling();
          this.placements.push(...this.#read(profile));
        }
        await session.release();
      },
    };
  }

  async close(): Promise<void> {
    rmSync(this.#folder, { recursive: true });
  }

  /** ONNX Runtime writes a Chrome trace. */
  #read(profile: string): Placement[] {
    const file = readdirSync(this.#folder).find((name) => name.startsWith(profile))!;
    const events: TraceEvent[] = JSON.parse(readFileSync(join(this.#folder, file), 'utf8'));
    return events.flatMap(({ cat, name, args }) =>
      cat === 'Node' && args?.provider !== undefined
        ? [{ name: name.replace(/_kernel_time$/, ''), op: args.op_name!, provider: args.provider }]
        : [],
    );
  }
}

interface TraceEvent {
  readonly cat: string;
  readonly name: string;
  readonly args?: { readonly op_name?: string; readonly provider?: string };
}
