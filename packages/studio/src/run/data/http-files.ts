import { CamscopeError, messageOf, type Files } from '@camscope/core';

/** The files of a run that a server gives below `base`, an address that ends with `/`. Their paths begin with `/`; nothing is written. */
export function httpFiles(base: string): Files {
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    try {
      return await fetch(addressOf(base, path), init);
    } catch (cause) {
      throw unreadable(path, messageOf(cause), cause);
    }
  };
  const asked = async (path: string): Promise<Response> => {
    const answer = await ask(path);
    if (answer.ok) return answer;
    throw unreadable(path, `The server answered ${answer.status}`);
  };
  return {
    resolve: joined,
    read: async (path) => new Uint8Array(await (await asked(path)).arrayBuffer()),
    async *stream(path) {
      const reader = (await asked(path)).body!.getReader();
      for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
    },
    exists: async (path) => (await ask(path, { method: 'HEAD' })).ok,
    write: (path) => Promise.reject(readOnly(path)),
    writeFrom: (path) => Promise.reject(readOnly(path)),
    create: (path) => Promise.reject(readOnly(path)),
    remove: (path) => Promise.reject(readOnly(path)),
    makeFolder: (path) => Promise.reject(readOnly(path)),
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

function readOnly(path: string): CamscopeError {
  return new CamscopeError('FILE_UNREADABLE', `Cannot write ${path}`, { found: 'A run is only looked at' });
}
