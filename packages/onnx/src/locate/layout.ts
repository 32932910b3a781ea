import type { GraphView, Layout } from '@camscope/core';

/** Operators that ONNX defines with channels second. */
const CHANNELS_SECOND =
  /^(Conv|ConvTranspose|.*Pool|BatchNormalization|InstanceNormalization|GroupNormalization|LRN|Resize|Upsample)$/;

/** Where the channel axis of a rank-4 value is, by the convolution, pool or transposition that it comes from. */
export function layoutOf(graph: GraphView, value: string): Layout {
  let flipped = false;
  for (let name: string | undefined = value; name !== undefined;) {
    const node = graph.producer(name);
    if (!node || CHANNELS_SECOND.test(node.op)) break;
    if (node.op === 'Transpose') {
      const perm = String(node.attribute('perm'));
      if (perm === '0,2,3,1' || perm === '0,3,1,2') flipped = !flipped;
    }
    name = node.inputs.find(
      (input) => input !== '' && graph.shape(input)?.length === 4 && !graph.isConstant(input),
    );
  }
  return flipped ? 'NHWC' : 'NCHW';
}

/** [height, width] of a rank-4 shape. */
export function spatialOf(dims: readonly number[], layout: Layout): readonly [number, number] {
  return layout === 'NCHW' ? [dims[2], dims[3]] : [dims[1], dims[2]];
}

/** Channels of a rank-4 shape. */
export function channelsOf(dims: readonly number[], layout: Layout): number {
  return layout === 'NCHW' ? dims[1] : dims[3];
}
