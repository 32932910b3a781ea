import type { OnnxNode } from '../../format/node-proto.ts';
import type { Graph } from '../../graph/graph.ts';

const CODES: Readonly<Record<string, readonly [number, number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32768, 32767],
  uint16: [0, 65535],
};

/** The codes into which a node quantises, or out of which it dequantises. */
export interface Codes {
  readonly lowest: number;
  readonly highest: number;
  /** What stands for 0, for the whole tensor or for each channel. */
  readonly zeros: readonly number[];
}

/** Undefined where the graph does not tell: codes of 4 bits, floats, zero points that hang on the image. */
export function codesOf(graph: Graph, node: OnnxNode): Codes | undefined {
  if (node.attribute('output_dtype')) return undefined;
  const given = (node.inputs[2] ?? '') !== '';
  if (!given && node.op !== 'QuantizeLinear') return undefined;
  const zero = given ? graph.constant(node.inputs[2]) : { type: 'uint8', data: [0] };
  const codes = zero && CODES[zero.type];
  if (!codes) return undefined;
  const [lowest, highest] = codes;
  return { lowest, highest, zeros: Array.from(zero.data as Iterable<number>, Number) };
}
