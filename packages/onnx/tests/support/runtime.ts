import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { env, InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import {
  CamscopeError,
  messageOf,
  type ByteSource,
  type Runtime,
  type Session,
  type Tensor,
} from '@camscope/core';

const open = new Set<Session>();

/** Sessions that have been opened and not released. */
export const openSessions = (): number => open.size;

/** onnxruntime-node in the thread of the test, with one thread of its own. */
export const inProcessRuntime: Runtime = {
  baseline: 'cpu',
  version: async () => env.versions.common,
  providers: async () => ['cpu'],
  load: async (path) => ({
    bytes: await readFile(path),
    source: { path },
    sibling: (location) => ({ path: join(dirname(path), location) }),
  }),
  open: async ({ proto, external }, { provider, optimization }) => {
    const externalData = [...external].map(async ([path, source]) => ({ path, data: await read(source) }));
    const native = await InferenceSession.create(proto, {
      executionProviders: [provider],
      externalData: await Promise.all(externalData),
      graphOptimizationLevel: optimization ?? 'all',
      intraOpNumThreads: 1,
      logSeverityLevel: 4,
    }).catch(fail);
    const session = sessionOf(native, provider);
    open.add(session);
    return session;
  },
  close: async () => {
    for (const session of open) await session.release();
  },
};

function sessionOf(native: InferenceSession, provider: string): Session {
  const session: Session = {
    provider,
    precision: 'exact',
    inputs: native.inputNames,
    outputs: native.outputNames,
    run: async (feeds, { fetch = native.outputNames, signal } = {}) => {
      if (signal?.aborted)
        throw new CamscopeError('INTERRUPTED', 'The run was cancelled', { cause: signal.reason });
      const tensors = Object.entries(feeds).map(([name, tensor]) => [name, toOrt(tensor)]);
      const outputs = await native.run(Object.fromEntries(tensors), fetch).catch(fail);
      return Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, fromOrt(output)]));
    },
    release: async () => {
      if (open.delete(session)) await native.release();
    },
  };
  return session;
}

function toOrt({ type, data, dims }: Tensor): OrtTensor {
  return new OrtTensor(type, data as Float32Array, [...dims]);
}

function fromOrt({ type, data, dims }: OrtTensor): Tensor {
  return { type, data, dims } as Tensor;
}

async function read(source: ByteSource): Promise<Uint8Array> {
  return 'bytes' in source ? source.bytes : readFile(source.path);
}

function fail(cause: unknown): never {
  throw new CamscopeError('RUNTIME_FAILED', 'ONNX Runtime refuses', { found: messageOf(cause), cause });
}
