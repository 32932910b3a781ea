import { CamscopeError, messageOf, type Files, type FolderEntry } from '@camscope/core';

/** A file's content: bytes, or a blob, which is read when it is asked for. */
export type Content = Uint8Array | Blob;

/** Files that are nowhere but in a map, by their paths. A folder is there as long as there is a file in it. */
export function memoryFiles(contents = new Map<string, Content>()): Files {
  const changes = new Map<string, number>();
  const put = (path: string, content: Content) => {
    contents.set(path, content);
    changes.set(path, Date.now());
  };
  const found = (path: string) => {
    const content = contents.get(path);
    if (content) return content;
    throw unreadable(path, 'No such file');
  };
  const within = (path: string) =>
    [...contents.keys()].filter((key) => key === path || key.startsWith(`${path === '/' ? '' : path}/`));
  const readPart = async (path: string, start: number, end: number) => partOf(found(path), path, start, end);
  const read = (path: string) => readPart(path, 0, Infinity);
  return {
    resolve: resolved,
    read,
    readPart,
    async *stream(path) {
      yield await read(path);
    },
    sha256: async (path) => hexOf(await crypto.subtle.digest('SHA-256', shared(await read(path)))),
    async list(path) {
      const entries = entriesOf(within(path), path);
      if (entries.length > 0) return entries;
      throw unreadable(path, 'No such folder');
    },
    async facts(path) {
      const content = contents.get(path);
      if (content) return { size: sizeOf(content), changed: changes.get(path) ?? 0, isFile: true };
      return within(path).length > 0 ? { size: 0, changed: 0, isFile: false } : undefined;
    },
    write: async (path, content) => put(path, bytesOf(content)),
    async writeFrom(path, chunks) {
      const pieces: Uint8Array[] = [];
      for await (const chunk of chunks) pieces.push(bytesOf(chunk));
      put(path, joined(pieces));
    },
    async create(path, content) {
      if (contents.has(path)) return false;
      put(path, bytesOf(content));
      return true;
    },
    async remove(path) {
      for (const key of within(path)) contents.delete(key);
    },
    makeFolder: async () => undefined,
    sweep: async () => undefined,
    exists: async (path) => within(path).length > 0,
  };
}

function unreadable(path: string, found: string, cause?: unknown): CamscopeError {
  return new CamscopeError('FILE_UNREADABLE', `Cannot read ${path}`, { found, cause });
}

async function partOf(content: Content, path: string, start: number, end: number): Promise<Uint8Array> {
  if (content instanceof Uint8Array) return content.subarray(start, end);
  const part = start === 0 && end >= content.size ? content : content.slice(start, end);
  return new Uint8Array(
    await part.arrayBuffer().catch((cause: unknown) => {
      throw unreadable(path, messageOf(cause), cause);
    }),
  );
}

/** Files and folders right below `path`, of the paths of all files in it. */
function entriesOf(paths: readonly string[], path: string): FolderEntry[] {
  const entries = new Map<string, FolderEntry>();
  for (const one of paths) {
    const [name, ...more] = one.slice(path === '/' ? 1 : path.length + 1).split('/');
    if (name !== '') entries.set(name, { name, isFolder: more.length > 0, isLink: false });
  }
  return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
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

function sizeOf(content: Content): number {
  return content instanceof Uint8Array ? content.length : content.size;
}

function bytesOf(content: Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content.slice();
}

/** For an interface that takes no shared memory. */
function shared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}

function hexOf(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
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
