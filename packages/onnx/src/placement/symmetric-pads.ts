import type { Draft } from '../edit/draft.ts';
import type { OnnxNode } from '../format/node-proto.ts';
import type { Graph } from '../graph/graph.ts';
import { windowPads } from '../graph/window-pads.ts';
import { alike } from './alike.ts';

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
 * Rewrites the network's own convolutions with uneven pads: with even ones they make more, of which the rest is cut off. Results are
 * equal. (Zeros added by a Pad in front would be made uneven pads again by ONNX Runtime.) cuDNN has none; and ONNX Runtime's WebGPU
 * provider (1.30 and before) overlooks pads at the end alone where a kernel is of one place, or as large as its input.
 */
export function symmetricPads(draft: Draft, graph: Graph): void {
  const prefix = `${graph.unusedPrefix('camscope')}/pads`;
  for (const node of behindPads(graph)) {
    draft.rewrite(node, [{ ...like(node), inputs: node.inputs, outputs: node.outputs }]);
  }
  unevenConvolutions(graph).forEach((uneven, i) => {
    const name = `${prefix}/${i}`;
    const { node } = uneven;
    const { pads, starts } = node.op === 'Conv' ? evenConv(uneven) : evenTranspose(uneven);
    const size = graph.shape(node.outputs[0])!.slice(2);
    const ranges = {
      starts,
      ends: starts.map((start, axis) => start + size[axis]),
      axes: starts.map((_, axis) => axis + 2),
    };
    const larger = { ...like(node, pads), inputs: node.inputs, outputs: [name] };
    const slice = { op: 'Slice', name: `${name}/Slice`, outputs: node.outputs };
    if (graph.opset < 10) {
      draft.rewrite(node, [larger, { ...slice, inputs: [name], attributes: ranges }]);
      return;
    }
    const constants = Object.entries(ranges).map(([part, values]) => {
      const data = BigInt64Array.from(values, BigInt);
      draft.prelude.addConstant(`${name}/${part}`, { type: 'int64', dims: [values.length], data });
      return `${name}/${part}`;
    });
    draft.rewrite(node, [larger, { ...slice, inputs: [name, ...constants] }]);
  });
}

/** Pads at both ends of each axis, and where the result begins in what they make. */
interface Even {
  readonly pads: readonly number[];
  readonly starts: readonly number[];
}

/** Pads as large as the larger of both, and whole strides larger than those before: windows begin where they did. */
function evenConv({ node, before, after }: UnevenConvolution): Even {
  const strides = (node.attribute('strides') as readonly number[] | undefined) ?? before.map(() => 1);
  const starts = before.map((pad, i) => Math.max(0, Math.ceil((after[i] - pad) / strides[i])));
  return { starts, pads: before.map((pad, i) => pad + starts[i] * strides[i]) };
}

/** Cuts off as much as the smaller of both. */
function evenTranspose({ before, after }: UnevenConvolution): Even {
  const pads = before.map((pad, i) => Math.min(pad, after[i]));
  return { pads, starts: before.map((pad, i) => pad - pads[i]) };
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

/** Convolutions without pads of their own behind a Pad, which ONNX Runtime makes part of them unless theirs are automatic. */
function behindPads(graph: Graph): OnnxNode[] {
  return graph.nodes.filter((node) => {
    if (node.domain !== '' || node.op !== 'Conv' || graph.producer(node.inputs[0])?.op !== 'Pad')
      return false;
    const auto = (node.attribute('auto_pad') ?? 'NOTSET') !== 'NOTSET';
    return !auto && ((node.attribute('pads') ?? []) as readonly number[]).every((pad) => pad === 0);
  });
}

/** A convolution in all but its pads, which are those given at both ends, or none whatever stands before it. */
function like(node: OnnxNode, pads?: readonly number[]): ReturnType<typeof alike> {
  return alike(node, pads ? { pads: [...pads, ...pads] } : { auto_pad: 'VALID' }, ['auto_pad', 'pads']);
}
