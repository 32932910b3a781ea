import { CamscopeError, sizeOf, type TensorView } from '@camscope/core';
import type { DeclaredDim } from '../format/value-info-proto.ts';
import type { Graph } from '../graph/graph.ts';
import { arrangementOf } from '../site/arrangement-of.ts';

export interface ImageInput {
  readonly name: string;
  /** At batch size 1. */
  readonly dims: readonly number[];
  readonly view: TensorView;
  /** The graph accepts no batch size but 1. */
  readonly fixedBatch: boolean;
  /** Sizes that the graph leaves open: [height, width] may be chosen. */
  readonly openSize: boolean;
}

/** Height and width where neither the graph nor the caller says them. */
const DEFAULT_SIZE = [224, 224] as const;
/** Largest image that is tried, in elements (256 MiB): sizes come from the file. */
const MAX_ELEMENTS = 2 ** 26;

/**
 * The input that takes the image, with open dimensions filled in.
 * @throws CamscopeError MODEL_UNSUPPORTED unless there is exactly one input and it is float32 of rank 4,
 *   of at most 2^26 elements.
 */
export function imageInput(graph: Graph, size: readonly [number, number] = DEFAULT_SIZE): ImageInput {
  const inputs = graph.declaredInputs;
  const [input] = inputs;
  if (inputs.length !== 1 || input.type !== 'float32' || input.dims?.length !== 4) {
    const found = inputs.map(
      ({ name, type, dims }) => `${name}: ${type ?? 'no type'} [${dims?.join(', ') ?? 'no shape'}]`,
    );
    throw new CamscopeError('MODEL_UNSUPPORTED', 'A classifier of images takes one float32 input of rank 4', {
      found: found.join('; ') || 'no input',
      fix: 'Export the network with a single image input, [N,C,H,W] or [N,H,W,C]',
    });
  }
  const [batch, ...rest] = input.dims;
  const isChannels = (dim: unknown) => dim === 1 || dim === 3;
  const isLast = !isChannels(rest[0]) && isChannels(rest[2]);
  const view: TensorView = { kind: isLast ? 'channels-last' : 'channels-first' };
  const { spatialAxes, tensorShape } = arrangementOf(view);
  const [, ...open] = tensorShape([1, 3, ...size]);
  const dims = [1, ...rest.map((dim, axis) => (isFixed(dim) ? dim : open[axis]))];
  const fixed = isFixed(batch);
  if (fixed && batch !== 1) {
    throw new CamscopeError('MODEL_UNSUPPORTED', `The network takes batches of exactly ${batch} images`, {
      fix: 'Export it with a dynamic batch axis, or with a batch size of 1',
    });
  }
  if (sizeOf(dims) > MAX_ELEMENTS) {
    throw new CamscopeError('MODEL_UNSUPPORTED', 'The input of the network is too large', {
      found: `${input.name} [${dims.join(', ')}]`,
      fix: `Use a network whose input has at most ${MAX_ELEMENTS} elements`,
    });
  }
  return {
    name: input.name,
    dims,
    view,
    fixedBatch: fixed,
    openSize: spatialAxes.some((axis) => !isFixed(input.dims![axis])),
  };
}

function isFixed(dim: DeclaredDim): dim is number {
  return typeof dim === 'number' && dim > 0;
}
