import type { GraphView, NodeView, TensorView } from '@camscope/core';

/** Operators that ONNX defines with channels second. */
const CHANNELS_SECOND =
  /^(Conv|ConvTranspose|.*Pool|BatchNormalization|InstanceNormalization|GroupNormalization|LRN|Resize|Upsample)$/;

/** Where the channel axis of a tensor of rank 4 is, by the operator or transposition that it comes from. */
export function mapsView(graph: GraphView, tensor: string): TensorView {
  let flipped = false;
  const view = (last: boolean): TensorView => ({
    kind: last !== flipped ? 'channels-last' : 'channels-first',
  });
  for (let name = tensor; ;) {
    const node = graph.producer(name);
    if (!node || CHANNELS_SECOND.test(node.op)) return view(false);
    if (isFeaturesLast(graph, node)) return view(true);
    if (node.op === 'Transpose') {
      const perm = String(node.attribute('perm'));
      if (perm === '0,2,3,1' || perm === '0,3,1,2') flipped = !flipped;
    }
    const next = node.inputs.find(
      (input) => input !== '' && graph.shape(input)?.length === 4 && !graph.isConstant(input),
    );
    if (next === undefined) return view(keepsFeatures(graph, node) || isReadAsFeatures(graph, name));
    name = next;
  }
}

/** Whether a node takes the last axis of a tensor of rank 4 for its features: a layer norm or a linear layer. */
function isFeaturesLast(graph: GraphView, node: NodeView): boolean {
  if (graph.shape(node.outputs[0])?.length !== 4) return false;
  if (node.op === 'LayerNormalization') return [3, -1].includes(Number(node.attribute('axis') ?? -1));
  return (
    node.op === 'MatMul' && graph.isConstant(node.inputs[1]) && graph.shape(node.inputs[1])?.length === 2
  );
}

/** Whether a node puts tokens or windows together as maps, and leaves the last axis alone. */
function keepsFeatures(graph: GraphView, { op, inputs, outputs }: NodeView): boolean {
  const [from, to] = [inputs[0], outputs[0]].map((value) => graph.shape(value) ?? []);
  return op === 'Reshape' && from.at(-1) === to.at(-1) && from.at(-2) !== to.at(-2);
}

function isReadAsFeatures(graph: GraphView, value: string): boolean {
  return graph.consumers(value).some((node) => isFeaturesLast(graph, node));
}
