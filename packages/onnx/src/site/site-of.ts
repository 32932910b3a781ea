import type { GraphView, TensorSite, TensorView } from '@camscope/core';

/** Operators that ONNX defines with channels second. */
const CHANNELS_SECOND =
  /^(Conv|ConvTranspose|.*Pool|BatchNormalization|InstanceNormalization|GroupNormalization|LRN|Resize|Upsample)$/;

/** A tensor of rank 4 as a site. */
export function siteOf(graph: GraphView, tensor: string): TensorSite {
  return { tensor, view: viewOf(graph, tensor) };
}

/** Where the channel axis is, by the convolution, pool or transposition that a value comes from. */
function viewOf(graph: GraphView, value: string): TensorView {
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
  return { kind: flipped ? 'channels-last' : 'channels-first' };
}
