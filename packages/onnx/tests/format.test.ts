import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { floatTensor, sizeOf, type Tensor } from '@camscope/core';
import {
  createModel,
  decodeTensor,
  OnnxNode,
  readModel,
  type OnnxModel,
  type TensorProto,
} from '@camscope/onnx';
import { readAttribute, type Attribute } from '../src/format/attribute-proto.ts';
import { elementTypeOf } from '../src/format/data-types.ts';
import { readGraph } from '../src/format/model-proto.ts';
import { readTensorProto } from '../src/format/tensor-proto.ts';
import type { ValueInfo } from '../src/format/value-info-proto.ts';
import { Writer } from '../src/wire/writer.ts';
import { joined, rewrite } from './support/messages.ts';

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
const smallest = createModel({
  nodes: [{ op: 'Relu', inputs: ['x'], outputs: ['y'] }],
  inputs: [{ name: 'x', type: 'float32', dims: [1] }],
  outputs: [{ name: 'y', type: 'float32', dims: [1] }],
});

describe('a file is read as the onnx package reads it', () => {
  it.each(['attributes', 'initializers', 'declarations', 'external', 'sparse'])('%s', (name) => {
    expect(modelSeen(readModel(fixture(`${name}.onnx`)))).toEqual(
      JSON.parse(fixture(`${name}.json`).toString()),
    );
  });
});

describe('createModel', () => {
  it('writes what readModel reads', () => {
    const model = readModel(
      createModel({
        nodes: [
          {
            op: 'Op',
            inputs: ['x', '', 'w'],
            outputs: ['y'],
            name: 'n',
            domain: 'd',
            attributes: {
              int: -3,
              float: { float: 0.5 },
              text: 'é',
              ints: [1, -1],
              none: [],
              floats: { floats: [0.25] },
              tensor: { type: 'int8', dims: [2], data: Int8Array.of(-1, 1) },
            },
          },
        ],
        initializers: {
          w: floatTensor(Float32Array.of(1, 2), [2, 1]),
          flag: { type: 'bool', dims: [], data: Uint8Array.of(1) },
        },
        inputs: [{ name: 'x', type: 'float32', dims: ['n', 2, ''] }],
        outputs: [{ name: 'y' }],
        opset: 13,
        irVersion: 7,
        metadata: { key: 'value' },
      }),
    );
    expect(modelSeen(model)).toEqual({
      irVersion: 7,
      opsets: { '': 13 },
      producer: 'camscope',
      metadata: [['key', 'value']],
      nodes: [
        {
          name: 'n',
          op: 'Op',
          domain: 'd',
          inputs: ['x', '', 'w'],
          outputs: ['y'],
          attributes: {
            int: { value: -3 },
            float: { value: 0.5 },
            text: { value: 'é' },
            ints: { value: [1, -1] },
            none: { value: [] },
            floats: { value: [0.25] },
            tensor: { tensor: { dims: [2], type: 'int8', elements: ['-1', '1'] } },
          },
        },
      ],
      initializers: {
        w: { dims: [2, 1], type: 'float32', elements: ['1', '2'] },
        flag: { dims: [], type: 'bool', elements: ['1'] },
      },
      sparse: [],
      inputs: [{ name: 'x', type: 'float32', dims: ['n', 2, ''] }],
      outputs: [{ name: 'y' }],
    });
  });
});

describe('a model', () => {
  it('in several graph messages is one graph, as protobuf merges them', () => {
    const rest = createModel({
      nodes: [{ op: 'Neg', inputs: ['y'], outputs: ['z'] }],
      inputs: [],
      outputs: [{ name: 'z' }],
    });
    const { graph } = readModel(joined([smallest, rest]));
    expect(graph.nodes.map((node) => node.op)).toEqual(['Relu', 'Neg']);
    expect(graph.outputs.map((output) => output.name)).toEqual(['y', 'z']);
  });

  it('knows ai.onnx as the default domain', () => {
    const named = rewrite(smallest, [8], () => new Writer().text(1, 'ai.onnx').integer(2, 12).finish());
    expect(readModel(named).opsets).toEqual(new Map([['', 12]]));
  });

  it.each([
    ['nothing', new Uint8Array(0), 'an empty file'],
    ['a page of a server that refused', Buffer.from('<!DOCTYPE html><html>404</html>'), 'wire type 4'],
    [
      'a PNG',
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
      'a length of 8 where 6 bytes are left',
    ],
    ['a model cut short', smallest.subarray(0, 40), 'bytes are left'],
    ['no graph', rewrite(smallest, [], () => new Writer().integer(1, 8).finish()), 'no graph'],
    ['no operator set', new Writer().integer(1, 8).bytes(7, new Uint8Array(0)).finish(), 'no operator set'],
    ['one weight twice', joined([withWeight('w'), withWeight('w')]), 'two initialisers of one name'],
    [
      'a name that is not UTF-8',
      rewrite(smallest, [7, 1, 1], () => Uint8Array.of(0xff)),
      'text that cannot be read',
    ],
    [
      'a number in place of a node',
      joined([smallest, new Writer().message(7, new Writer().integer(1, 5)).finish()]),
      'wire type 0',
    ],
  ])('is not %s', (_, bytes, found) => {
    expect(() => readModel(bytes)).toThrow(expect.objectContaining({ code: 'MODEL_MALFORMED' }));
    expect(() => readModel(bytes)).toThrow(found);
  });
});

describe('a tensor', () => {
  it('that claims more than memory holds is refused before anything is reserved', () => {
    const dims = [2 ** 31, 2 ** 29];
    expect(() => tensor({ dims, raw: [1, 2] })).toThrow('2 bytes for float32 [2147483648, 536870912]');
    expect(() => decodeTensor(tensor({ dims }))).toThrow('0 elements for shape [2147483648, 536870912]');
    expect(() => decodeTensor(tensor({ dims: [...Array.from({ length: 40 }, () => 2 ** 50), 0] }))).toThrow(
      '0 elements',
    );
  });

  it.each([
    ['too few bytes', { dims: [2], raw: [0, 0, 0, 0] }, '4 bytes for float32 [2]'],
    ['a negative size', { dims: [2, -1] }, 'shape [2, -1]'],
    ['too few listed elements', { dims: [2], list: new Writer().floats(4, [1]) }, '1 elements for shape [2]'],
    [
      'a list for another type',
      { dims: [2], list: new Writer().integers(7, [1, 2]) },
      '0 elements for shape [2]',
    ],
  ])('with %s is refused', (_, proto, found) => {
    expect(() => decodeTensor(tensor(proto))).toThrow(found);
  });

  it('keeps the infinite end of a slice', () => {
    const bytes = Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]);
    expect(decodeTensor(tensor({ type: 7, dims: [1], list: new Writer().bytes(7, bytes) }))?.data).toEqual(
      BigInt64Array.of(2n ** 63n - 1n),
    );
  });
});

describe('external data', () => {
  it.each([
    '',
    '/etc/passwd',
    '\\\\server\\share\\w',
    'C:\\w.bin',
    'c:w.bin',
    '..',
    '../w.bin',
    'a/../../w.bin',
    'a\\..\\..\\w.bin',
    '%2e%2E/w.bin',
    '.%2e/w.bin',
    'https://example.org/w.bin',
    'file:w.bin',
    'ht\ntps://example.org/w.bin',
    '.\t./w.bin',
    'w.bin\0.txt',
  ])('in %j leaves the folder', (location) => {
    expect(() => tensor({ dims: [1], external: { location } })).toThrow("outside the model's folder");
  });

  it.each([
    'w.bin',
    'weights/w.bin',
    './w.bin',
    '..w.bin',
    'a..b/w..bin',
    'naïve ☃.bin',
    '__proto__',
    'w?#%20.bin',
  ])('in %j stays', (location) => {
    expect(tensor({ dims: [1], external: { location } }).external).toEqual({ location, offset: 0 });
  });

  it('is nothing that sparse tensors have', () => {
    const values = tensor({ name: 's', dims: [1], external: { location: 'w.bin' } }).bytes;
    const sparse = new Writer().bytes(1, values).finish();
    const bytes = rewrite(smallest, [7], (graph) => new Writer().raw(graph).bytes(15, sparse).finish());
    expect(() => readModel(bytes)).toThrow("sparse tensor 's' with external data");
  });

  it.each([
    [{ offset: '-1' }, "at offset '-1'"],
    [{ offset: '1e3' }, "at offset '1e3'"],
    [{ offset: '0x10' }, "at offset '0x10'"],
    [{ offset: '' }, "at offset ''"],
    [{ offset: '99999999999999999999' }, "at offset '99999999999999999999'"],
    [{ length: '4.5' }, "at length '4.5'"],
    [{ length: '8' }, '8 bytes for float32 [1]'],
  ])('at %j is refused', (place, found) => {
    expect(() => tensor({ dims: [1], external: { location: 'w', ...place } })).toThrow(found);
  });
});

describe('an attribute', () => {
  it('is what its type says, whatever else a writer fills in', () => {
    const filled = new Writer().text(1, 'a').float(2, 0.5).integer(3, 5).text(4, '').floats(7, [1]);
    const typed = (type: number) =>
      readAttribute(joined([filled.finish(), new Writer().integer(20, type).finish()])).value;
    expect([1, 2, 3, 6, 7].map(typed)).toEqual([0.5, 5, '', [1], []]);
  });

  it('that is zero may be left out by the writer', () => {
    const typed = (type: number) => readAttribute(new Writer().text(1, 'a').integer(20, type).finish()).value;
    expect([1, 2, 3, 6, 7, 8].map(typed)).toEqual([0, 0, '', [], [], []]);
  });

  it('of the time before types is what is there', () => {
    expect(readAttribute(new Writer().text(1, 'a').integer(3, 5).finish()).value).toBe(5);
    expect(readAttribute(new Writer().text(1, 'a').floats(7, [5]).finish()).value).toEqual([5]);
    expect(readAttribute(new Writer().text(1, 'a').finish()).value).toBeUndefined();
  });

  it('may be a long unpacked list', () => {
    const writer = new Writer().text(1, 'a').integer(20, 7);
    for (let i = 0; i < 200_000; i++) writer.integer(8, i);
    expect(readAttribute(writer.finish()).value).toHaveLength(200_000);
  });

  it('has a name', () => {
    const node = new OnnxNode(new Writer().bytes(5, new Writer().integer(3, 5).finish()).finish());
    expect(() => node.attributes).toThrow('an attribute without a name');
  });
});

it('names from a file are cut and made harmless in messages', () => {
  const name = `\u001b[31m${'x'.repeat(2 ** 20)}`;
  const error = (() => {
    try {
      return tensor({ name, dims: [-1] });
    } catch (caught) {
      return caught as Error;
    }
  })();
  expect((error as Error).message).toContain("tensor '\uFFFD[31mxxx");
  expect((error as Error).message.length).toBeLessThan(600);
});

interface TensorParts {
  readonly name?: string;
  /** TensorProto.DataType; float32 by default. */
  readonly type?: number;
  readonly dims: readonly number[];
  readonly raw?: readonly number[];
  readonly list?: Writer;
  readonly external?: Readonly<Record<string, string>>;
}

function tensor({ name = 't', type = 1, dims, raw, list, external }: TensorParts): TensorProto {
  const writer = new Writer().integers(1, dims).integer(2, type).text(8, name);
  if (raw) writer.bytes(9, Uint8Array.from(raw));
  if (list) writer.raw(list.finish());
  for (const [key, value] of Object.entries(external ?? {}))
    writer.message(13, new Writer().text(1, key).text(2, value));
  if (external) writer.integer(14, 1);
  return readTensorProto(writer.finish());
}

function withWeight(name: string): Uint8Array {
  return createModel({
    nodes: [],
    inputs: [],
    outputs: [],
    initializers: { [name]: floatTensor(Float32Array.of(1), [1]) },
  });
}

function modelSeen({ irVersion, opsets, producer, metadata, graph }: OnnxModel) {
  return {
    irVersion,
    opsets: Object.fromEntries(opsets),
    producer,
    metadata: [...metadata],
    nodes: graph.nodes.map(nodeSeen),
    initializers: Object.fromEntries(
      [...graph.initializers].map(([name, proto]) => [name, tensorSeen(proto)]),
    ),
    sparse: [...graph.sparse],
    inputs: graph.inputs.map(infoSeen),
    outputs: graph.outputs.map(infoSeen),
  };
}

function nodeSeen(node: OnnxNode) {
  const { name, op, domain, inputs, outputs, attributes } = node;
  const seen = [...attributes].map(([key, attribute]) => [key, attributeSeen(attribute)]);
  return { name, op, domain, inputs, outputs, attributes: Object.fromEntries(seen) };
}

function attributeSeen({ value, tensors, graphs }: Attribute) {
  if (tensors.length > 0) return { tensor: tensorSeen(tensors[0]) };
  if (graphs.length > 0)
    return { graphs: graphs.map((graph) => readGraph([graph]).nodes.map((node) => node.op)) };
  return { value };
}

function tensorSeen(proto: TensorProto) {
  const seen = { dims: proto.dims, type: elementTypeOf(proto.dataType) ?? null };
  if (proto.external) return { ...seen, external: proto.external };
  const decoded = decodeTensor(proto);
  return decoded ? { ...seen, elements: elementsSeen(decoded) } : seen;
}

function elementsSeen({ data, dims }: Tensor): string[] {
  expect(data).toHaveLength(sizeOf(dims));
  return Array.from(data as Iterable<number | bigint>, String);
}

function infoSeen({ name, type, dims }: ValueInfo) {
  return { name, ...(type && { type }), ...(dims && { dims }) };
}
