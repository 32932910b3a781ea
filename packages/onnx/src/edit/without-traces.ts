import { contents } from '../wire/decode.ts';
import { readFields } from '../wire/read.ts';
import { Writer } from '../wire/writer.ts';
import { readStringEntry } from '../format/string-map.ts';

/** Fields of NodeProto. */
const DOC_STRING = 6;
const METADATA = 9;
/** What torch's exporter says of a node that names its module, and nothing of the machine. */
const HARMLESS = new Set(['namespace', 'pkg.torch.onnx.name_scopes', 'pkg.torch.onnx.class_hierarchy']);

/** A node without its remarks and stack traces; everything else byte for byte. */
export function withoutTraces(node: Uint8Array): Uint8Array {
  const writer = new Writer();
  for (const field of readFields(node)) {
    const dropped =
      field.number === DOC_STRING ||
      (field.number === METADATA && !HARMLESS.has(readStringEntry(contents(field))[0]));
    if (!dropped) writer.raw(field.raw);
  }
  return writer.finish();
}
