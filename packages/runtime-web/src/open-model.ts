import {
  CamscopeError,
  messageOf,
  type ModelSource,
  type Refusal,
  type SessionOptions,
} from '@camscope/core';
import type { InferenceSession } from 'onnxruntime-web/webgpu';
import { inTurn } from './in-turn.ts';
import type { OnnxRuntime } from './load-onnx-runtime.ts';
import { bytesOf } from './model-file.ts';

/** What the entry `onnxruntime-web/webgpu` contains. */
export const PROVIDERS: readonly string[] = ['webgpu', 'wasm'];

const ADVICE: Readonly<Record<string, string>> = {
  webgpu: 'WebGPU needs a browser and a graphics driver that support it',
  wasm:
    'Serve ort-wasm-simd-threaded.asyncify.wasm of onnxruntime-web, with the .mjs of that name for several threads, ' +
    'and say where with `wasmPaths`',
};

/** An ONNX model of one Identity node, float32 [1]: a provider that cannot open this cannot start. */
const SMALLEST = Uint8Array.from(
  '08083a370a100a017812017922084964656e746974791201675a0f0a0178120a0a08080112040a020801620f0a0179120a0a08080112040a02080142040a001011'.match(
    /../g,
  )!,
  (byte) => parseInt(byte, 16),
);

export interface OpenedModel {
  readonly model: InferenceSession;
  readonly provider: string;
  readonly refused: readonly Refusal[];
}

/**
 * Opens a model on the first provider that serves.
 * @param providers tried in this order.
 * @param before others, which are not to be tried.
 * @throws CamscopeError PROVIDER_UNAVAILABLE, RUNTIME_FAILED, FILE_UNREADABLE.
 */
export async function openModel(
  ort: OnnxRuntime,
  source: ModelSource,
  providers: readonly string[],
  { optimization = 'all' }: Pick<SessionOptions, 'optimization'>,
  before: readonly Refusal[],
): Promise<OpenedModel> {
  const externalData = await Promise.all(
    [...source.external].map(async ([path, bytes]) => ({ path, data: await bytesOf(path, bytes) })),
  );
  const refused = [...before];
  for (const provider of providers) {
    try {
      const model = await create(ort, source.proto, provider, {
        externalData,
        graphOptimizationLevel: optimization,
      });
      return { model, provider, refused };
    } catch (error) {
      refused.push({ provider, reason: messageOf(error).trim() });
    }
  }
  throw await unopened(ort, refused, providers);
}

function create(
  ort: OnnxRuntime,
  proto: Uint8Array,
  provider: string,
  options: InferenceSession.SessionOptions = {},
): Promise<InferenceSession> {
  if (!PROVIDERS.includes(provider)) {
    throw new Error(`onnxruntime-web has no such provider here; it has ${PROVIDERS.join(', ')}`);
  }
  const settings = { ...options, executionProviders: [provider], logSeverityLevel: 3 as const };
  return inTurn(() => ort.InferenceSession.create(proto, settings));
}

/** Whether the providers or the model are to blame. */
async function unopened(
  ort: OnnxRuntime,
  refused: readonly Refusal[],
  tried: readonly string[],
): Promise<CamscopeError> {
  const found = refused.map(({ provider, reason }) => `${provider}: ${reason}`).join('\n    ');
  const asked = `providers: ${refused.map(({ provider }) => provider).join(', ')}`;
  for (const provider of tried) {
    if (await starts(ort, provider)) {
      const fix = `Check that the file is a complete ONNX model whose operators ONNX Runtime has on '${provider}'`;
      return new CamscopeError('RUNTIME_FAILED', 'The model cannot be opened', { asked, found, fix });
    }
  }
  const advice = refused.flatMap(({ provider }) => ADVICE[provider] ?? []);
  const instead = refused.some(({ provider }) => provider === 'wasm') ? [] : ["Or use the provider 'wasm'"];
  return new CamscopeError('PROVIDER_UNAVAILABLE', 'No execution provider that was asked for can start', {
    asked,
    found,
    fix: [...advice, ...instead].join('. '),
  });
}

async function starts(ort: OnnxRuntime, provider: string): Promise<boolean> {
  try {
    const model = await create(ort, SMALLEST, provider);
    await inTurn(() => model.release());
    return true;
  } catch {
    return false;
  }
}
