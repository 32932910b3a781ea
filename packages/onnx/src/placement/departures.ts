import type { ElementType } from '@camscope/core';
import { portableOpset } from '../edit/portable-opset.ts';
import type { OnnxNode } from '../format/node-proto.ts';
import type { Graph } from '../graph/graph.ts';
import { descendants, isShape } from '../graph/reach.ts';
import type { KernelRange } from './cuda-kernels.ts';
import type { Device } from './device.ts';
import { elementTypes } from './element-types.ts';

/** A node that leaves the device. */
export interface Departure {
  readonly node: OnnxNode;
  readonly why: string;
}

/** The nodes of a graph, declared as sessions declare it, that a device leaves to the CPU, of those that compute with data. */
export function departures(graph: Graph, device: Device): Departure[] {
  const types = elementTypes(graph);
  const opset = portableOpset(graph);
  return dataNodes(graph).flatMap((node) => {
    const why = absence(node, opset, device, types) ?? device.refuses(node);
    return why === undefined ? [] : [{ node, why }];
  });
}

/**
 * The nodes that compute with what a graph is fed. Not among them is what is computed once, when a session opens, and what
 * tells of sizes alone, which providers leave to the CPU on purpose: it costs no copy of a tensor.
 */
export function dataNodes(graph: Graph): readonly OnnxNode[] {
  const data = descendants(graph, graph.inputs, (node) => !isShape(node));
  return graph.nodes.filter((node) => !isShape(node) && node.inputs.some((value) => data.has(value)));
}

/** Why a device has no kernel for a node. */
function absence(
  { op, domain, inputs }: OnnxNode,
  opset: number,
  { title, kernels, types: named, inlined }: Device,
  types: ReadonlyMap<string, ElementType>,
): string | undefined {
  const key = domain === '' ? op : `${domain}:${op}`;
  if (inlined.has(key)) return undefined;
  const ranges = Object.hasOwn(kernels, key) ? kernels[key] : [];
  if (ranges.length === 0) return `${title} has no kernel for it`;
  const range = domain === '' ? ranges.find(([from, to]) => from <= opset && opset <= to) : ranges.at(-1);
  if (!range) return `${title} has no kernel of operator set ${opset}, but of ${setsOf(ranges)}`;
  const [, , ...allowed] = range;
  for (const [i, input] of inputs.entries()) {
    const type = types.get(input);
    const may = named[allowed[Math.min(i, allowed.length - 1)]] ?? '';
    if (type !== undefined && may !== '' && !may.split(' ').includes(type)) {
      return `${title} has no kernel for ${type} as input ${i + 1}, but for ${may.replaceAll(' ', ', ')}`;
    }
  }
  return undefined;
}

/** `1 to 10, 13 to 21` */
function setsOf(ranges: readonly KernelRange[]): string {
  const merged: [number, number][] = [];
  for (const [from, to] of ranges) {
    const last = merged.at(-1);
    if (last && last[1] === from - 1) last[1] = to;
    else merged.push([from, to]);
  }
  return merged.map(([from, to]) => `${from} to ${to}`).join(', ');
}
