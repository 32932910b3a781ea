// @ts-check
import { Failed } from './failed.js';
import { readExternal } from './read-external.js';

/** @import { InferenceSession } from 'onnxruntime-node' */
/** @import { OpenedModel, Refusal, Requests, ValueInfo } from './protocol.ts' */

const ADVICE = new Map([
  ['cuda', 'CUDA libraries are installed separately: see docs/cuda.md'],
  ['tensorrt', 'TensorRT is installed separately, with the CUDA libraries: see docs/cuda.md'],
  ['webgpu', 'WebGPU needs a graphics driver: Vulkan on Linux, Direct3D 12 on Windows, Metal on macOS'],
]);

/** An ONNX model of one Identity node, float32 [1]: a provider that cannot open this cannot start. */
const SMALLEST = Buffer.from(
  '08083a370a100a017812017922084964656e746974791201675a0f0a0178120a0a08080112040a020801620f0a0179120a0a08080112040a02080142040a001011',
  'hex',
);

/**
 * The native runtime, loaded on first use and only in the worker.
 * @returns {Promise<typeof import('onnxruntime-node')>}
 */
export async function loadRuntime() {
  try {
    // Where the engine has a Float16Array, onnxruntime-node stores half floats in it, and its binding cannot read them.
    Reflect.deleteProperty(globalThis, 'Float16Array');
    const ort = await import('onnxruntime-node');
    ort.env.logLevel = 'error';
    return ort;
  } catch (error) {
    const cause = /** @type {Error} */ (error);
    throw new Failed({
      code: 'RUNTIME_FAILED',
      summary: `onnxruntime-node cannot be loaded on ${process.platform}/${process.arch}`,
      found: cause.message,
      fix:
        'Run `npm install onnxruntime-node`; it has binaries for linux/x64, linux/arm64, win32/x64, win32/arm64 ' +
        'and darwin/arm64',
      cause,
    });
  }
}

/**
 * Opens a model on the first provider that serves.
 * @param {Requests['open']} request
 * @returns {Promise<{ model: InferenceSession, opened: OpenedModel }>}
 */
export async function openModel({ proto, external, options }) {
  const { InferenceSession } = await loadRuntime();
  const externalData = readExternal(external);
  /** @type {Refusal[]} */
  const refused = [];
  for (const provider of new Set([options.provider, ...(options.fallback ?? [])])) {
    try {
      await requireKnown(provider);
      const model = await InferenceSession.create(proto, {
        executionProviders: [provider],
        externalData,
        graphOptimizationLevel: options.optimization ?? 'all',
        intraOpNumThreads: options.threads ?? 0,
        interOpNumThreads: 1,
        // A pattern is a second, larger block for every shape of batch, kept beside the first, and no faster.
        enableMemPattern: false,
        logSeverityLevel: 3,
      });
      const inputs = model.inputMetadata.map(valueInfo);
      const outputs = model.outputMetadata.map(valueInfo);
      return { model, opened: { provider, refused, inputs, outputs } };
    } catch (error) {
      refused.push({ provider, reason: /** @type {Error} */ (error).message.trim() });
    }
  }
  throw await unopened(refused);
}

/**
 * ONNX Runtime passes over a provider that it does not know, with a mere warning.
 * @param {string} provider
 */
async function requireKnown(provider) {
  const known = (await loadRuntime()).listSupportedBackends().map((backend) => backend.name);
  if (!known.includes(provider))
    throw new Error(`onnxruntime-node has no such provider here; it has ${known.join(', ')}`);
}

/**
 * Whether the providers or the model are to blame.
 * @param {readonly Refusal[]} refused
 */
async function unopened(refused) {
  const found = refused.map(({ provider, reason }) => `${provider}: ${reason}`).join('\n    ');
  const asked = `providers: ${refused.map(({ provider }) => provider).join(', ')}`;
  for (const { provider } of refused) {
    if (await starts(provider)) {
      const fix = `Check that the file is a complete ONNX model whose operators ONNX Runtime has on '${provider}'`;
      return new Failed({ code: 'RUNTIME_FAILED', summary: 'The model cannot be opened', asked, found, fix });
    }
  }
  const advice = refused.flatMap(({ provider }) => ADVICE.get(provider) ?? []);
  return new Failed({
    code: 'PROVIDER_UNAVAILABLE',
    summary: 'No execution provider that was asked for can start',
    asked,
    found,
    fix: [...advice, "Or use the provider 'cpu'"].join('. '),
  });
}

/** @param {string} provider */
async function starts(provider) {
  const { InferenceSession } = await loadRuntime();
  try {
    await requireKnown(provider);
    const session = await InferenceSession.create(SMALLEST, {
      executionProviders: [provider],
      logSeverityLevel: 4,
    });
    await session.release();
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {InferenceSession.ValueMetadata} metadata
 * @returns {ValueInfo}
 */
function valueInfo(metadata) {
  return metadata.isTensor
    ? { name: metadata.name, type: metadata.type, dims: metadata.shape }
    : { name: metadata.name, dims: [] };
}
