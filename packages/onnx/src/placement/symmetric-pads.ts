import type { Draft } from '../edit/draft.ts';
import type { AttributeInput, AttributeInputs } from '../format/attribute-proto.ts';
import type { NodeInput, OnnxNode } from '../format/node-proto.ts';
import type { Graph } from '../graph/graph.ts';
import { windowPads } from '../graph/window-pads.ts';

/** A convolution whose pads are not the same before and after, per spatial axis. */
export interface UnevenConvolution {
  readonly node: OnnxNode;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** The convolutions of a probed network that pad one end of an axis more than the other. */
export function unevenConvolutions(graph: Graph): UnevenConvolution[] {
  return graph.nodes.flatMap((node) => {
    if (node.domain !== '' || (node.op !== 'Conv' && node.op !== 'ConvTranspose')) return [];
    const pads = padsOf(graph, node);
    if (!pads) return [];
    const [before, after] = [pads.slice(0, pads.length / 2), pads.slice(pads.length / 2)];
    return before.every((pad, i) => pad === after[i]) ? [] : [{ node, before, after }];
  });
}

/**
 * Rewrites the network's own convolutions with uneven pads, for cuDNN has none: zeros are added before a Conv, and
 * a ConvTranspose makes more, of which the rest is cut off. Results are equal.
 */
export function symmetricPads(draft: Draft, graph: Graph): void {
  const prefix = `${graph.unusedPrefix('camscope')}/pads`;
  unevenConvolutions(graph).forEach((uneven, i) => {
    const constant = (name: string, values: readonly number[]) => {
      const value = `${prefix}/${i}/${name}`;
      const data = BigInt64Array.from(values, BigInt);
      draft.prelude.addConstant(value, { type: 'int64', dims: [values.length], data });
      return value;
    };
    const rewrite = uneven.node.op === 'Conv' ? paddedConv : croppedTranspose;
    draft.rewrite(uneven.node, rewrite(uneven, graph, `${prefix}/${i}`, constant));
  });
}

type Constant = (name: string, values: readonly number[]) => string;

function paddedConv(uneven: UnevenConvolution, graph: Graph, name: string, constant: Constant): NodeInput[] {
  const { node, before, after } = uneven;
  const common = before.map((pad, i) => Math.min(pad, after[i]));
  const more = [before, after].flatMap((ends) => [0, 0, ...ends.map((pad, i) => pad - common[i])]);
  const padded = `${name}/Pad`;
  const [x, ...rest] = node.inputs;
  // Without a value Pad adds zeros, of whatever type.
  const pad: NodeInput =
    graph.opset >= 11
      ? { op: 'Pad', name: padded, inputs: [x, constant('pads', more)], outputs: [padded] }
      : { op: 'Pad', name: padded, inputs: [x], outputs: [padded], attributes: { pads: more } };
  return [pad, { ...like(node, common), inputs: [padded, ...rest], outputs: node.outputs }];
}

function croppedTranspose(
  uneven: UnevenConvolution,
  graph: Graph,
  name: string,
  constant: Constant,
): NodeInput[] {
  const { node, before, after } = uneven;
  const common = before.map((pad, i) => Math.min(pad, after[i]));
  const axes = before.flatMap((pad, i) => (pad === after[i] ? [] : [i]));
  const starts = axes.map((i) => before[i] - common[i]);
  const size = graph.shape(node.outputs[0])!.slice(2);
  const ends = axes.map((i, k) => starts[k] + size[i]);
  const along = axes.map((i) => i + 2);
  const whole = `${name}/ConvTranspose`;
  const slice: NodeInput =
    graph.opset >= 10
      ? {
          op: 'Slice',
          name: `${name}/Slice`,
          inputs: [whole, constant('starts', starts), constant('ends', ends), constant('axes', along)],
          outputs: node.outputs,
        }
      : {
          op: 'Slice',
          name: `${name}/Slice`,
          inputs: [whole],
          outputs: node.outputs,
          attributes: { starts, ends, axes: along },
        };
  return [{ ...like(node, common), inputs: node.inputs, outputs: [whole] }, slice];
}

/** Pads of a convolution, begins, then ends; undefined where the graph does not tell. */
function padsOf(graph: Graph, node: OnnxNode): readonly number[] | undefined {
  const kernel = graph.shape(node.inputs[1])?.slice(2);
  const size = graph.shape(node.inputs[0])?.slice(2);
  const outputSize = graph.shape(node.outputs[0])?.slice(2);
  if (!kernel || !size || !outputSize) return undefined;
  if (node.op === 'Conv') {
    const ones = kernel.map(() => 1);
    const numbers = (name: string) => (node.attribute(name) as readonly number[] | undefined) ?? ones;
    const walk = { kernel, strides: numbers('strides'), dilations: numbers('dilations'), size, outputSize };
    return windowPads(node, walk);
  }
  // What it cuts off by auto_pad or output_shape is for ONNX Runtime to say.
  const told = (node.attribute('auto_pad') ?? 'NOTSET') === 'NOTSET' && !node.attributes.has('output_shape');
  return told ? (node.attribute('pads') as readonly number[] | undefined) : undefined;
}

/** A convolution in all but its pads, which are those given at both ends. */
function like(node: OnnxNode, pads: readonly number[]): Pick<NodeInput, 'op' | 'name' | 'attributes'> {
  const kept: Record<string, AttributeInput> = {};
  for (const [name, { value }] of node.attributes) {
    if (name !== 'auto_pad' && name !== 'pads') kept[name] = value as AttributeInput;
  }
  return {
    op: node.op,
    name: node.name,
    attributes: { ...kept, pads: [...pads, ...pads] } satisfies AttributeInputs,
  };
}
