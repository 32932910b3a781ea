import {
  CamscopeError,
  type ByteSource,
  type ModelFile,
  type ModelSource,
  type Tensor,
} from '@camscope/core';
import { append, contents } from '../wire/decode.ts';
import type { Field } from '../wire/read.ts';
import { Writer } from '../wire/writer.ts';
import {
  GRAPH,
  MODEL,
  readOpset,
  writeOpset,
  type GraphField,
  type OnnxModel,
} from '../format/model-proto.ts';
import { OnnxNode, writeNode, type NodeInput } from '../format/node-proto.ts';
import { readStringEntry, writeStringEntry } from '../format/string-map.ts';
import { moveOutside, writeTensorProto, type TensorProto } from '../format/tensor-proto.ts';
import { writeValueInfo, type ValueInfo } from '../format/value-info-proto.ts';
import { readsOf } from '../graph/reads-of.ts';
import { externalLocations } from './external-locations.ts';
import { withoutTraces } from './without-traces.ts';

/** Another message for an initialiser, or undefined to copy it as it is. */
type Placement = (tensor: TensorProto) => Writer | undefined;

/** Where new nodes go. */
export interface NodeSink {
  addNode(node: NodeInput): void;
  /** Adds a constant: an initialiser, or a Constant node where initialisers would have to be inputs too (IR < 4). */
  addConstant(name: string, tensor: Tensor): void;
  /** Says what a value that was added is: ONNX Runtime would have to find it out. */
  declare(value: ValueInfo): void;
}

/** Raw weights up to this size stay in the proto: a reference would not be much smaller. */
const INLINE_BYTES = 256;

/**
 * A variant of a model: nodes and constants added, outputs chosen, whatever does not lead to them dropped.
 * The model itself is never changed, and every field that the draft does not touch is kept byte for byte.
 */
export class Draft {
  readonly model: OnnxModel;
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers = new Map<string, Tensor>();
  readonly #inputs: ValueInfo[] = [];
  readonly #declared = new Map<string, ValueInfo>();
  readonly #metadata = new Map<string, string>();
  readonly #prelude: OnnxNode[] = [];
  readonly #replaced = new Set<string>();
  readonly #rewritten = new Map<OnnxNode, readonly OnnxNode[]>();
  #outputs: readonly ValueInfo[] | undefined;
  #opset: number | undefined;
  #stripsTraces = false;

  constructor(model: OnnxModel) {
    this.model = model;
  }

  /** Takes nodes that come before those of the model. */
  get prelude(): NodeSink {
    return this.#sink(this.#prelude);
  }

  /** Nodes that were added behind those of the model, in order. */
  get appended(): readonly OnnxNode[] {
    return this.#nodes;
  }

  /** Constants that were added, but for those in nodes. */
  get constants(): ReadonlyMap<string, Tensor> {
    return this.#initializers;
  }

  /** Inputs that were added, or declared anew. */
  get inputs(): readonly ValueInfo[] {
    return this.#inputs;
  }

  /** Behind the nodes that were added before. */
  addNode(node: NodeInput): void {
    this.#sink(this.#nodes).addNode(node);
  }

  /** An initialiser under that name. */
  addConstant(name: string, tensor: Tensor): void {
    this.#sink(this.#nodes).addConstant(name, tensor);
  }

  /** Adds an input, or declares one anew under its name. */
  addInput(input: ValueInfo): void {
    this.#inputs.push(input);
  }

  /** Says type and shape of a value anew. */
  declare(value: ValueInfo): void {
    this.#declared.set(value.name, value);
  }

  /** Drops whatever makes a value of the model, input, node or initialiser: the prelude must make it instead. */
  replace(name: string): void {
    this.#replaced.add(name);
  }

  /** Puts others in the place of a node of the model; they make what it made. */
  rewrite(node: OnnxNode, others: readonly NodeInput[]): void {
    this.#rewritten.set(
      node,
      others.map((other) => new OnnxNode(writeNode(other).finish())),
    );
  }

  /** What stands in the place of a node of the model: itself, where nothing was put there. */
  rewriting(node: OnnxNode): readonly OnnxNode[] {
    return this.#rewritten.get(node) ?? [node];
  }

  /** Declares another version of the default operator set. Nothing is rewritten: see `portableOpset`. */
  setOpset(version: number): void {
    this.#opset = version;
  }

  /** Leaves out what exporters tell of the machine they ran on: stack traces, source paths, remarks. */
  stripTraces(): void {
    this.#stripsTraces = true;
  }

  /** Replaces all outputs; nodes that none of them needs are dropped. */
  setOutputs(outputs: readonly ValueInfo[]): void {
    this.#outputs = outputs;
  }

  /** Replaces the entry of that key. */
  setMetadata(key: string, value: string): void {
    this.#metadata.set(key, value);
  }

  /**
   * The variant as a few kilobytes that refer to the weights in the original file by offset, for a session: a file by its own name, so
   * that it can be taken as it stands.
   * @throws CamscopeError MODEL_MALFORMED.
   */
  toSource(origin: ModelFile): ModelSource {
    const locations = externalLocations(this.model);
    let original = nameOf(origin.source);
    while (locations.has(original)) original += '-';
    const external = new Map([...locations].map((location) => [location, origin.sibling(location)]));
    external.set(original, origin.source);
    return { proto: this.#write((tensor) => refer(tensor, this.model.bytes, original)).finish(), external };
  }

  /**
   * The variant as one file with its weights inline, in chunks that are views into the original.
   * @throws CamscopeError MODEL_UNSUPPORTED for a model with external data.
   */
  toChunks(): readonly Uint8Array[] {
    const [location] = externalLocations(this.model);
    if (location !== undefined) {
      throw new CamscopeError(
        'MODEL_UNSUPPORTED',
        'A model with external data cannot be written as one file',
        {
          found: `Weights are in '${location}'`,
          fix: 'Convert the model to a single file first: onnx.save_model(model, path, save_as_external_data=False)',
        },
      );
    }
    return this.#write(() => undefined).chunks();
  }

  #sink(nodes: OnnxNode[]): NodeSink {
    const addNode = (node: NodeInput) => nodes.push(new OnnxNode(writeNode(node).finish()));
    return {
      addNode,
      declare: (value) => this.declare(value),
      addConstant: (name, tensor) => {
        if (this.model.irVersion >= 4) this.#initializers.set(name, tensor);
        else addNode({ op: 'Constant', inputs: [], outputs: [name], attributes: { value: tensor } });
      },
    };
  }

  #write(place: Placement): Writer {
    const writer = new Writer();
    let graphWritten = false;
    for (const field of this.model.fields) {
      if (field.number === MODEL.graph) {
        if (!graphWritten) writer.message(MODEL.graph, this.#writeGraph(place));
        graphWritten = true;
      } else if (
        field.number === MODEL.opset &&
        this.#opset !== undefined &&
        readOpset(contents(field))[0] === ''
      ) {
        writer.message(MODEL.opset, writeOpset('', this.#opset));
      } else if (
        !this.#replacesMetadata(field) &&
        !(this.#stripsTraces && field.number === MODEL.docString)
      ) {
        writer.raw(field.raw);
      }
    }
    for (const [key, value] of this.#metadata) writer.message(MODEL.metadata, writeStringEntry(key, value));
    return writer;
  }

  #replacesMetadata(field: Field): boolean {
    return field.number === MODEL.metadata && this.#metadata.has(readStringEntry(contents(field))[0]);
  }

  #writeGraph(place: Placement): Writer {
    const writer = new Writer();
    const outputs = this.#outputs ?? this.model.graph.outputs;
    const kept = this.#neededNodes();
    const live = new Set(outputs.map((output) => output.name));
    for (const node of kept) for (const name of [...readsOf(node), ...node.outputs]) live.add(name);
    for (const node of this.#prelude) if (kept.has(node)) writer.bytes(GRAPH.node, node.bytes);
    for (const entry of this.model.graph.fields) {
      const rewritten = entry.node && this.#rewritten.get(entry.node);
      if (rewritten) {
        for (const node of rewritten) if (kept.has(node)) writer.bytes(GRAPH.node, node.bytes);
        continue;
      }
      if (!this.#keeps(entry, kept, live)) continue;
      if (this.#stripsTraces && entry.node) {
        writer.bytes(GRAPH.node, withoutTraces(entry.node.bytes));
        continue;
      }
      const moved = entry.tensor && place(entry.tensor);
      if (moved) writer.message(GRAPH.initializer, moved);
      else writer.raw(entry.field.raw);
    }
    for (const node of this.#nodes) if (kept.has(node)) writer.bytes(GRAPH.node, node.bytes);
    for (const [name, tensor] of this.#initializers) {
      if (live.has(name)) writer.message(GRAPH.initializer, writeTensorProto(name, tensor));
    }
    for (const input of this.#inputs) writer.message(GRAPH.input, writeValueInfo(input));
    for (const value of this.#declared.values())
      if (live.has(value.name)) writer.message(GRAPH.valueInfo, writeValueInfo(value));
    for (const output of this.#outputs ?? []) writer.message(GRAPH.output, writeValueInfo(output));
    return writer;
  }

  /** Whether a field of the original graph is copied. With outputs as they were, everything is but what was replaced. */
  #keeps(
    { field, node, tensor, sparse, info }: GraphField,
    kept: ReadonlySet<OnnxNode>,
    live: ReadonlySet<string>,
  ): boolean {
    if (this.#stripsTraces && field.number === GRAPH.docString) return false;
    if (info && field.number === GRAPH.input) {
      if (this.#replaced.has(info.name)) return false;
      if (this.#inputs.some((input) => input.name === info.name)) return false;
      return !this.#outputs || live.has(info.name) || !this.model.graph.initializers.has(info.name);
    }
    const weight = tensor?.name ?? sparse;
    if (weight !== undefined && this.#replaced.has(weight)) return false;
    if (node) return kept.has(node);
    if (!this.#outputs) return true;
    if (info) return field.number === GRAPH.valueInfo && live.has(info.name);
    return weight === undefined || live.has(weight);
  }

  #neededNodes(): ReadonlySet<OnnxNode> {
    const own = this.model.graph.nodes
      .filter((node) => !node.outputs.some((name) => this.#replaced.has(name)))
      .flatMap((node) => this.rewriting(node));
    const all = [...this.#prelude, ...own, ...this.#nodes];
    if (!this.#outputs) return new Set(all);
    const producers = new Map(all.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
    const needed = new Set<OnnxNode>();
    const open = this.#outputs.map((output) => output.name);
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      const node = producers.get(name);
      if (!node || needed.has(node)) continue;
      needed.add(node);
      append(open, readsOf(node));
    }
    return needed;
  }
}

function nameOf(source: ByteSource): string {
  const name = 'path' in source ? source.path.replace(/^.*[/\\]/, '') : '';
  return name === '' ? 'camscope-original' : name;
}

/** A weight as a reference into the original file, unless it is small or elsewhere already. */
function refer(tensor: TensorProto, file: Uint8Array, location: string): Writer | undefined {
  if (!tensor.raw || tensor.raw.length <= INLINE_BYTES) return undefined;
  return moveOutside(tensor, {
    location,
    offset: tensor.raw.byteOffset - file.byteOffset,
    length: tensor.raw.length,
  });
}
