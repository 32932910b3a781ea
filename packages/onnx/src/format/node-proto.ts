import type { AttributeValue, NodeView } from '@camscope/core';
import { contents, identifier, text } from '../wire/decode.ts';
import { readFields } from '../wire/read.ts';
import { Writer } from '../wire/writer.ts';
import { readAttribute, writeAttribute, type Attribute, type AttributeInputs } from './attribute-proto.ts';
import { readStringMap } from './string-map.ts';

/** Field numbers of NodeProto. */
const NODE = { input: 1, output: 2, name: 3, op: 4, attribute: 5, domain: 7, metadata: 9 } as const;

/** A NodeProto. Attributes are decoded when first asked for. */
export class OnnxNode implements NodeView {
  readonly name: string;
  readonly op: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** The message, for a lossless copy. */
  readonly bytes: Uint8Array;
  #attributes: ReadonlyMap<string, Attribute> | undefined;

  /** @throws CamscopeError MODEL_MALFORMED. */
  constructor(bytes: Uint8Array) {
    const inputs: string[] = [];
    const outputs: string[] = [];
    let [name, op, domain] = ['', '', ''];
    for (const field of readFields(bytes)) {
      if (field.number === NODE.input) inputs.push(identifier(field));
      else if (field.number === NODE.output) outputs.push(identifier(field));
      else if (field.number === NODE.name) name = text(field);
      else if (field.number === NODE.op) op = identifier(field);
      else if (field.number === NODE.domain) domain = identifier(field);
    }
    this.bytes = bytes;
    this.name = name;
    this.op = op;
    this.domain = domain === 'ai.onnx' ? '' : domain;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /** @throws CamscopeError MODEL_MALFORMED, since attributes are not read before. */
  get attributes(): ReadonlyMap<string, Attribute> {
    return (this.#attributes ??= this.readAttributes());
  }

  /** As `attributes`, but forgotten again: for a walk over every node, which would fill the memory. */
  readAttributes(): ReadonlyMap<string, Attribute> {
    const attributes = this.#messages(NODE.attribute).map(readAttribute);
    return new Map(attributes.map((attribute) => [attribute.name, attribute]));
  }

  get metadata(): ReadonlyMap<string, string> {
    return readStringMap(this.#messages(NODE.metadata));
  }

  attribute(name: string): AttributeValue | undefined {
    return this.attributes.get(name)?.value;
  }

  /** `Conv '/layer1/conv1/Conv'`, for messages. */
  toString(): string {
    const op = this.domain === '' ? this.op : `${this.domain}.${this.op}`;
    return `${op} '${this.name || this.outputs[0]}'`;
  }

  #messages(number: number): Uint8Array[] {
    return readFields(this.bytes)
      .filter((field) => field.number === number)
      .map(contents);
  }
}

/** The same node of other values, which has no name: ONNX Runtime refuses two of one name. */
export function reading(node: OnnxNode, nameOf: (value: string) => string): OnnxNode {
  const writer = new Writer();
  const named = (value: string) => (value === '' ? '' : nameOf(value));
  for (const input of node.inputs) writer.text(NODE.input, named(input));
  for (const output of node.outputs) writer.text(NODE.output, named(output));
  for (const field of readFields(node.bytes)) {
    if (!([NODE.input, NODE.output, NODE.name] as number[]).includes(field.number)) writer.raw(field.raw);
  }
  return new OnnxNode(writer.finish());
}

export interface NodeInput {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: AttributeInputs;
  readonly name?: string;
  readonly domain?: string;
}

export function writeNode(node: NodeInput): Writer {
  const writer = new Writer();
  for (const input of node.inputs) writer.text(NODE.input, input);
  for (const output of node.outputs) writer.text(NODE.output, output);
  if (node.name) writer.text(NODE.name, node.name);
  writer.text(NODE.op, node.op);
  for (const [name, value] of Object.entries(node.attributes ?? {})) {
    writer.message(NODE.attribute, writeAttribute(name, value));
  }
  if (node.domain) writer.text(NODE.domain, node.domain);
  return writer;
}
