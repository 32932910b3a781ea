import { CamscopeError, messageOf } from '@camscope/core';
import sax from 'sax';

/** Characters, elements in each other, and elements of a file at most. */
const MOST = { characters: 2 ** 24, depth: 32, elements: 2 ** 18 };

/** An element of an XML file. */
export interface Element {
  readonly name: string;
  /** Without that of elements in it, and without spaces around. */
  readonly text: string;
  readonly children: readonly Element[];
  /** From 1. */
  readonly line: number;
}

/**
 * The root of an XML file without a document type, so that no entity stands for anything but a character.
 * @throws CamscopeError DATA_INVALID naming file and line.
 */
export function parseXml(text: string, path: string): Element {
  type Open = Element & { text: string; readonly children: Element[] };
  const root: Open = { name: '', text: '', children: [], line: 1 };
  const open = [root];
  const parser = sax.parser(true);
  const refuse = (found: string, cause?: unknown): never => {
    const details = { at: `${path}:${parser.line + 1}`, found, fix: 'Write the file again, as plain XML' };
    throw new CamscopeError(
      'DATA_INVALID',
      'Not XML that can be read',
      cause ? { ...details, cause } : details,
    );
  };
  let elements = 0;
  parser.onerror = (error) => refuse(messageOf(error).split('\n')[0], error);
  parser.ondoctype = () => refuse('a document type');
  parser.ontext = parser.oncdata = (part) => {
    open[open.length - 1].text += part;
  };
  parser.onopentag = ({ name }) => {
    if (open.length > MOST.depth || ++elements > MOST.elements) refuse('too many elements');
    const element: Open = { name, text: '', children: [], line: parser.line + 1 };
    open[open.length - 1].children.push(element);
    open.push(element);
  };
  parser.onclosetag = () => {
    const element = open.pop()!;
    element.text = element.text.trim();
  };
  if (text.length > MOST.characters) refuse(`${text.length} characters`);
  parser.write(text.replace(/^\uFEFF/, '')).close();
  return root.children[0] ?? refuse('an empty file');
}
