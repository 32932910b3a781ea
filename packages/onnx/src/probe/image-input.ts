import { CamscopeError, sizeOf, type Layout } from '@camscope/core';
import type { Graph } from '../graph/graph.ts';

export interface ImageInput {
  readonly name: string;
  /** At batch size 1. */
  readonly dims: readonly number[];
  readonly layout: Layout;
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
  const layout: Layout = !isChannels(rest[0]) && isChannels(rest[2]) ? 'NHWC' : 'NCHW';
  const open = layout === 'NCHW' ? [3, ...size] : [...size, 3];
  const dims = [1, ...rest.map((dim, axis) => (typeof dim === 'number' && dim > 0 ? dim : open[axis]))];
  const fixed = typeof batch === 'number' && batch > 0;
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
  const spatial = layout === 'NCHW' ? rest.slice(1) : rest.slice(0, 2);
  return {
    name: input.name,
    dims,
    layout,
    fixedBatch: fixed,
    openSize: spatial.some((dim) => typeof dim === 'string' || dim <= 0),
  };
}
