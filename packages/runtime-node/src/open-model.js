// @ts-check
import { externalData } from './external-data.js';
import { Failed } from './failed.js';
import { loadBinding } from './libraries/binding.js';
import { providerProblem } from './libraries/provider-problem.js';

/** @import { InferenceSession } from 'onnxruntime-node' */
/** @import { Refusal } from '@camscope/core' */
/** @import { OpenedModel, Requests, ValueInfo } from './protocol.ts' */

const ADVICE = new Map([
  [
    'cuda',
    'docs/cuda.md tells what CUDA needs; --cuda-libraries or CAMSCOPE_CUDA_LIBRARIES names the folder of its libraries',
  ],
  ['tensorrt', 'TensorRT has libraries of its own, beside those of CUDA; camscope was never tried on it'],
  ['webgpu', 'WebGPU needs a graphics driver: Vulkan on Linux, Direct3D 12 on Windows, Metal on macOS'],
]);

/** Of `session.…`: threads that wait for others sleep, and leave the cores to whatever prepares the next run or keeps the last. */
const QUIETLY = { 'intra_op.allow_spinning': '0' };

/** Of `session.…`: where ONNX Runtime maps files from by itself. */
const FOLDER = 'model_external_initializers_file_folder_path';

/** For those that start, and round. */
const PRECISE =
  'NVIDIA_TF32_OVERRIDE=0 in the environment that the program starts with turns TF32 off; the precision tf32 allows it';

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
    loadBinding();
    const ort = await import('onnxruntime-node');
    // What goes wrong comes as an exception, too.
    ort.env.logLevel = 'fatal';
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
export async function openModel({ proto, external, providers, refused: before, options }) {
  const { InferenceSession } = await loadRuntime();
  const weights = externalData(external);
  /** @type {Refusal[]} */
  const refused = [...before];
  for (const provider of providers) {
    try {
      await requireProvider(provider);
      const model = await InferenceSession.create(proto, {
        executionProviders: [provider],
        externalData: weights.inMemory,
        extra: {
          session: { ...QUIETLY, ...(weights.folder === undefined ? {} : { [FOLDER]: weights.folder }) },
        },
        graphOptimizationLevel: options.optimization ?? 'all',
        intraOpNumThreads: options.threads ?? 0,
        interOpNumThreads: 1,
        // A pattern is a second, larger block for every shape of batch, kept beside the first, and no faster.
        enableMemPattern: false,
        logSeverityLevel: 4,
      });
      const inputs = model.inputMetadata.map(valueInfo);
      const outputs = model.outputMetadata.map(valueInfo);
      return { model, opened: { provider, refused, inputs, outputs } };
    } catch (error) {
      refused.push({ provider, reason: reasonOf(/** @type {Error} */ (error)) });
    }
  }
  throw await unopened(refused, providers);
}

/**
 * ONNX Runtime passes over a provider that it does not know, with a mere warning, and names one missing library at a time.
 * @param {string} provider
 */
async function requireProvider(provider) {
  const known = (await loadRuntime()).listSupportedBackends().map((backend) => backend.name);
  if (!known.includes(provider))
    throw new Error(`onnxruntime-node has no such provider here; it has ${known.join(', ')}`);
  const problem = providerProblem(provider);
  if (problem !== undefined) throw new Error(problem);
}

/**
 * Whether the providers or the model are to blame.
 * @param {readonly Refusal[]} refused
 * @param {readonly string[]} tried
 */
async function unopened(refused, tried) {
  const found = refused.map(({ provider, reason }) => `${provider}: ${reason}`).join('\n    ');
  const asked = `providers: ${refused.map(({ provider }) => provider).join(', ')}`;
  for (const provider of tried) {
    if (await starts(provider)) {
      const fix = `Check that the file is a complete ONNX model whose operators ONNX Runtime has on '${provider}'`;
      return new Failed({ code: 'RUNTIME_FAILED', summary: 'The model cannot be opened', asked, found, fix });
    }
  }
  const advice = refused.flatMap(({ provider, rounds }) =>
    rounds ? [PRECISE] : (ADVICE.get(provider) ?? []),
  );
  return new Failed({
    code: 'PROVIDER_UNAVAILABLE',
    summary: 'No execution provider that was asked for can start',
    asked,
    found,
    fix: [...advice, "Or use the provider 'cpu'"].join('. '),
  });
}

/**
 * The reason, out of a page of C++: CUDA's own, or what was to hold and does not.
 * @param {Error} error
 */
function reasonOf({ message }) {
  const ofCuda = /CUDA failure \d+: [^;]*[^;\s]/.exec(message)?.[0];
  return ofCuda ?? message.replace(/^\S+:\d+ .* was false\. /s, '').trim();
}

/** @param {string} provider */
async function starts(provider) {
  const { InferenceSession } = await loadRuntime();
  try {
    await requireProvider(provider);
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
