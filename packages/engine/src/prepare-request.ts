import {
  CamscopeError,
  type CombinedScore,
  type DataBaselines,
  parseOptions,
  type Explainer,
  type Layer,
  type Runtime,
  type SessionOptions,
} from '@camscope/core';
import { deviceOf, type Aggregation } from '@camscope/onnx';
import { layersOf } from './layers.ts';
import type { ExplainImage } from './image-tensor.ts';
import type { Network } from './network.ts';
import type { ScoreCache } from './perturbation/score-cache.ts';
import type { SizeCache } from './size-cache.ts';

export interface PrepareRequest {
  readonly network: Network;
  /** One of others has been given what it is made of, by `combined`. */
  readonly explainer: Explainer;
  /** As the user gave them; checked against the explainer's schema. */
  readonly options?: unknown;
  /** Layers' or tensors' names, patterns (`layer3.*`) or `auto`. */
  readonly layer?: string | readonly string[];
  /** How the maps of several layers become one; `mean` by default. */
  readonly aggregate?: Aggregation;
  readonly runtime: Runtime;
  readonly session: SessionOptions;
  /**
   * Explanations in one run, an image for a class each; 8 by default. The classes of one image share a run. Of masks as
   * many run together, or more where they are small.
   */
  readonly batch?: number;
  /**
   * Bytes that the tensors of one run may take, by an estimate from the graph: fewer than `batch` run together where they would
   * take more, and one where even that does. 64 MiB by default on the provider that every machine has, 4 GiB on CUDA, 1 GiB on
   * another device.
   */
  readonly memory?: number;
  /** Remembers, for a device, how many are fastest in one run where `batch` is not given: measured once, and kept to by every run. */
  readonly sizes?: SizeCache;
  /** Images come as rasters that `fit` has made: on a device, grey levels go there and become the network's input there. */
  readonly fitted?: boolean;
  /**
   * The most masks that such a method scores, the most telling first; as many as it likes by default.
   * Methods that mask places one by one refuse fewer than there are.
   */
  readonly budget?: number;
  /** Keeps their score matrices; by default the explainers of a network share a small cache in memory. */
  readonly scores?: ScoreCache;
  /** What is explained in place of the class's logit. */
  readonly score?: CombinedScore;
  /** Gives images of the data, for methods that start from such. */
  readonly starts?: (asked: DataBaselines) => Promise<readonly ExplainImage[]>;
  /** Hears from them after every run: masks scored, and to be scored, for the image at hand. */
  readonly progress?: (done: number, total: number) => void;
}

/** A request whose options and layers have been checked. */
export interface CheckedRequest extends PrepareRequest {
  /** As the explainer takes them. */
  readonly options: Record<string, unknown>;
  readonly layers: readonly Layer[];
  readonly batch: number;
  readonly batchGiven: boolean;
  readonly memory: number;
  /** The layers' names, joined by `+`. */
  readonly layer: string;
}

const BATCH = 8;
/** Every session holds on to what its largest run took, and a study has one for every method; a device is filled. */
const MEMORY = { baseline: 64 * 2 ** 20, device: 2 ** 30 };

/** Whether sessions run anywhere but on the provider that every machine has. */
export function isOnDevice({ runtime, session }: Pick<PrepareRequest, 'runtime' | 'session'>): boolean {
  return session.provider !== runtime.baseline;
}

/**
 * Checks what a request says, whatever its method.
 * @throws CamscopeError CONFIG_INVALID, NAME_UNKNOWN, MODEL_UNSUPPORTED.
 */
export function checkRequest(request: PrepareRequest): CheckedRequest {
  const { network, explainer, batch = BATCH } = request;
  const { memory = defaultMemory(request) } = request;
  if (!Number.isInteger(batch) || batch < 1) {
    throw new CamscopeError('CONFIG_INVALID', 'The batch is not a whole number, at least 1', {
      asked: String(batch),
    });
  }
  if (!(memory > 0)) {
    throw new CamscopeError('CONFIG_INVALID', 'The memory of a run is not a positive number of bytes', {
      asked: String(memory),
    });
  }
  const options = parseOptions(explainer, request.options);
  const layers = layersOf(network, request.layer);
  const batchGiven = request.batch !== undefined;
  return {
    ...request,
    options,
    layers,
    batch,
    batchGiven,
    memory,
    layer: layers.map(({ name }) => name).join('+'),
  };
}

function defaultMemory(request: PrepareRequest): number {
  if (!isOnDevice(request)) return MEMORY.baseline;
  return deviceOf(request.session.provider)?.memory ?? MEMORY.device;
}
