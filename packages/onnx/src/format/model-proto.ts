import { append, contents, identifier, integer, text } from '../wire/decode.ts';
import { malformed } from '../wire/malformed.ts';
import { MAX_FIELDS, readFields, type Field } from '../wire/read.ts';
import { Writer } from '../wire/writer.ts';
import { OnnxNode } from './node-proto.ts';
import { readStringMap } from './string-map.ts';
import { readSparseTensor, readTensorProto, type TensorProto } from './tensor-proto.ts';
import { readValueInfo, type ValueInfo } from './value-info-proto.ts';

/** Field numbers of ModelProto and GraphProto that camscope reads or rewrites. */
export const MODEL = {
  irVersion: 1,
  producerName: 2,
  producerVersion: 3,
  docString: 6,
  graph: 7,
  opset: 8,
  metadata: 14,
  functions: 25,
} as const;
export const GRAPH = {
  node: 1,
  name: 2,
  initializer: 5,
  docString: 10,
  input: 11,
  output: 12,
  valueInfo: 13,
  sparse: 15,
} as const;

/** A model file: every field as a view into its bytes, and what camscope needs of them decoded. */
export interface OnnxModel {
  /** The file. Weights are never copied out of it. */
  readonly bytes: Uint8Array;
  readonly irVersion: number;
  /** Version of each operator set by domain; '' is ai.onnx. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly producer: string;
  readonly metadata: ReadonlyMap<string, string>;
  readonly fields: readonly Field[];
  readonly graph: GraphProto;
}

export interface GraphProto {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: ReadonlyMap<string, TensorProto>;
  /** Names of sparse initialisers, whose elements are not read. */
  readonly sparse: ReadonlySet<string>;
  /** As declared; before IR version 4 initialisers are listed here too. */
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  /** In file order, with what each was decoded to. */
  readonly fields: readonly GraphField[];
}

export interface GraphField {
  readonly field: Field;
  readonly node?: OnnxNode;
  readonly tensor?: TensorProto;
  /** Name of a sparse initialiser. */
  readonly sparse?: string;
  /** Of an input, an output or an intermediate value. */
  readonly info?: ValueInfo;
}

/**
 * Reads an ONNX file. Fields that occur several times are merged as protobuf demands.
 * @throws CamscopeError MODEL_MALFORMED.
 */
export function readModel(bytes: Uint8Array): OnnxModel {
  if (bytes.length === 0) throw malformed('an empty file');
  const fields = readFields(bytes);
  const graphs = fields.filter((field) => field.number === MODEL.graph).map(contents);
  if (graphs.length === 0) throw malformed('no graph');
  const opsets = new Map(
    fields.filter((field) => field.number === MODEL.opset).map((field) => readOpset(contents(field))),
  );
  if (opsets.size === 0) throw malformed('no operator set');
  const all = (number: number) => fields.filter((field) => field.number === number);
  const last = (number: number) => all(number).at(-1);
  const ir = last(MODEL.irVersion);
  const producer = [last(MODEL.producerName), last(MODEL.producerVersion)];
  return {
    bytes,
    irVersion: ir ? integer(ir) : 0,
    opsets,
    producer: producer.flatMap((field) => (field ? [text(field)] : [])).join(' '),
    metadata: readStringMap(all(MODEL.metadata).map(contents)),
    fields,
    graph: readGraph(graphs),
  };
}

/** Reads one graph out of one or several GraphProto messages that protobuf would merge. */
export function readGraph(messages: readonly Uint8Array[]): GraphProto {
  const fields: GraphField[] = [];
  for (const message of messages) {
    append(fields, readFields(message).map(readGraphField));
    if (fields.length > MAX_FIELDS) throw malformed(`a graph of more than ${MAX_FIELDS} fields`);
  }
  const tensors = fields.flatMap(({ tensor }) => tensor ?? []);
  const initializers = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  if (initializers.size !== tensors.length) throw malformed('two initialisers of one name');
  const sparse = fields.flatMap((field) => field.sparse ?? []);
  const infos = (number: number) =>
    fields.flatMap(({ field, info }) => (field.number === number && info ? [info] : []));
  return {
    nodes: fields.flatMap(({ node }) => node ?? []),
    initializers,
    sparse: new Set(sparse),
    inputs: infos(GRAPH.input),
    outputs: infos(GRAPH.output),
    fields,
  };
}

function readGraphField(field: Field): GraphField {
  switch (field.number) {
    case GRAPH.node:
      return { field, node: new OnnxNode(contents(field)) };
    case GRAPH.initializer:
      return { field, tensor: readTensorProto(contents(field)) };
    case GRAPH.sparse:
      return { field, sparse: readSparseTensor(contents(field)) };
    case GRAPH.input:
    case GRAPH.output:
    case GRAPH.valueInfo:
      return { field, info: readValueInfo(contents(field)) };
    default:
      return { field };
  }
}

export function readOpset(bytes: Uint8Array): [string, number] {
  let domain = '';
  let version = 0;
  for (const field of readFields(bytes)) {
    if (field.number === 1) domain = identifier(field);
    else if (field.number === 2) version = integer(field);
  }
  return [domain === 'ai.onnx' ? '' : domain, version];
}

export function writeOpset(domain: string, version: number): Writer {
  return new Writer().text(1, domain).integer(2, version);
}
