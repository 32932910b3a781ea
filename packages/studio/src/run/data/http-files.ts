import { CamscopeError, messageOf, type Files } from '@camscope/core';
import { sha256 } from '@camscope/experiment';

/** A file that was known has been written anew, or is gone: what was read of it and what is left do not fit. */
export class Replaced extends CamscopeError {
  constructor(path: string) {
    super('FILE_UNREADABLE', `${path} is not what it was any more`, { fix: 'Open the run anew' });
  }
}

const refuse = (path: string): Promise<never> =>
  Promise.reject(
    new CamscopeError('FILE_UNREADABLE', `Cannot write ${path}`, { found: 'A run is only looked at' }),
  );

const READ_ONLY = {
  ...{ write: refuse, writeFrom: refuse, create: refuse },
  ...{ remove: refuse, sweep: refuse, makeFolder: refuse },
};

/**
 * The files of a run that a server gives below `base`, an address that ends with `/`. Their paths begin with `/`; nothing is written. All
 * parts of a file are of the content that it had when it was first asked for, or reading them throws {@link Replaced}.
 * @param names of the files that lie in the folder itself: others are not asked for, which a browser would show as errors.
 */
export function httpFiles(base: string, names: readonly string[]): Files {
  /** What the server calls the content of a file, by path. */
  const contents = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    try {
      return await fetch(addressOf(base, path), init);
    } catch (cause) {
      throw unreadable(path, messageOf(cause), cause);
    }
  };
  const given = (path: string, answer: Response): Response => {
    if (!answer.ok) throw unreadable(path, `The server answered ${answer.status}`);
    remember(path, answer);
    return answer;
  };
  const asked = async (path: string): Promise<Response> => given(path, await ask(path));
  const remember = (path: string, { headers }: Response) => {
    const tag = headers.get('ETag');
    if (tag !== null && !contents.has(path)) contents.set(path, tag);
  };
  const look = async (path: string): Promise<Response | undefined> => {
    if (path.lastIndexOf('/') === 0 && !names.includes(path.slice(1))) return undefined;
    const answer = await ask(path, { method: 'HEAD' });
    return answer.ok ? answer : undefined;
  };
  const read = async (path: string) => new Uint8Array(await (await asked(path)).arrayBuffer());
  return {
    resolve: joined,
    read,
    async readPart(path, start, end) {
      const known = contents.get(path);
      const answer = await ask(path, {
        headers: {
          Range: `bytes=${start}-${end === Infinity ? '' : end - 1}`,
          ...(known === undefined ? {} : { 'If-Match': known }),
        },
      });
      if (answer.status === 412 || (known !== undefined && answer.status === 404)) throw new Replaced(path);
      return new Uint8Array(await given(path, answer).arrayBuffer());
    },
    sha256: async (path) => sha256(await read(path)),
    async *stream(path) {
      const reader = (await asked(path)).body!.getReader();
      for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
    },
    exists: async (path) => (await look(path)) !== undefined,
    async facts(path) {
      const answer = await look(path);
      if (!answer) return undefined;
      const { headers } = given(path, answer);
      const changed = Date.parse(headers.get('Last-Modified') ?? '') || 0;
      return { size: Number(headers.get('Content-Length')), changed, isFile: true };
    },
    list: (path) => Promise.reject(unreadable(path, 'A server lists no folders')),
    ...READ_ONLY,
  };
}

/** Of a path that begins with `/`, whatever signs are in it. */
export function addressOf(base: string, path: string): string {
  return base + path.slice(1).split('/').map(encodeURIComponent).join('/');
}

function joined(...parts: readonly string[]): string {
  const steps: string[] = [];
  const from = parts.findLastIndex((part) => part.startsWith('/'));
  for (const step of parts.slice(Math.max(0, from)).join('/').split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return `/${steps.join('/')}`;
}

function unreadable(path: string, found: string, cause?: unknown): CamscopeError {
  return new CamscopeError('FILE_UNREADABLE', `Cannot read ${path}`, { found, cause });
}
