import { CamscopeError, type Files } from '@camscope/core';

/** Files that are nowhere but in a map, by their paths. */
export function memoryFiles(contents = new Map<string, Uint8Array>()): Files {
  const read = async (path: string) => {
    const content = contents.get(path);
    if (content) return content;
    throw new CamscopeError('FILE_UNREADABLE', `Cannot read ${path}`, { found: 'No such file' });
  };
  const within = (path: string) =>
    [...contents.keys()].filter((key) => key === path || key.startsWith(`${path}/`));
  return {
    resolve: resolved,
    read,
    async *stream(path) {
      yield await read(path);
    },
    write: async (path, content) => void contents.set(path, bytesOf(content)),
    async writeFrom(path, chunks) {
      const pieces: Uint8Array[] = [];
      for await (const chunk of chunks) pieces.push(bytesOf(chunk));
      contents.set(path, joined(pieces));
    },
    async create(path, content) {
      if (contents.has(path)) return false;
      contents.set(path, bytesOf(content));
      return true;
    },
    async remove(path) {
      for (const key of within(path)) contents.delete(key);
    },
    makeFolder: async () => undefined,
    exists: async (path) => within(path).length > 0,
  };
}

function resolved(...parts: readonly string[]): string {
  const from = parts.findLastIndex((part) => part.startsWith('/'));
  const names: string[] = [];
  for (const name of parts.slice(Math.max(from, 0)).flatMap((part) => part.split('/'))) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}

function bytesOf(content: Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content.slice();
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
