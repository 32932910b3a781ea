import { expect, it } from 'vitest';
import { sharpCodec } from '../src/index.ts';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

it.each([
  ['by its name', 'a/chest.PNG', undefined, true],
  ['by its name', 'chest.jpeg', undefined, true],
  ['by its name', 'JPCLN001.IMG', undefined, true],
  ['by its name, whatever it holds', 'chest.dcm', bytes('text'), true],
  ['not by another name', 'IM0001', undefined, false],
  ['by its beginning', 'IM0001', bytes(`${'\0'.repeat(128)}DICM`), true],
  ['by its beginning', 'scan', bytes('\x89PNG\r\n\x1a\n…'), true],
  ['not by another beginning', 'card.yaml', bytes('file: net.onnx'), false],
  ['not by none', 'empty', new Uint8Array(), false],
])('takes a file of a folder for an image %s (%s)', (_, name, head, accepted) => {
  expect(sharpCodec.accepts!(name, head)).toBe(accepted);
});
