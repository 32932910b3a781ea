import type { AttributeInput, AttributeInputs } from '../format/attribute-proto.ts';
import type { NodeInput, OnnxNode } from '../format/node-proto.ts';

/** A node in all but what it reads and gives, with other attributes than some. */
export function alike(
  node: OnnxNode,
  others: AttributeInputs = {},
  without: readonly string[] = [],
): Pick<NodeInput, 'op' | 'name' | 'attributes'> {
  const kept = [...node.attributes].filter(([name]) => !without.includes(name));
  const attributes = Object.fromEntries(kept.map(([name, { value }]) => [name, value as AttributeInput]));
  return { op: node.op, name: node.name, attributes: { ...attributes, ...others } };
}
