import { link, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CamscopeError, messageOf } from '@camscope/core';
import { sha256, StoreFailed, type Entry, type EntryFacts, type UnitStore } from '@camscope/experiment';
import { makeFolder, partOf, sweep } from '@camscope/files-node';
import cacache, { type CacheObject } from 'cacache';

const require = createRequire(import.meta.url);
const { 'cache-version': layout } = require('cacache/package.json') as { 'cache-version': { index: string } };

/**
 * A store in a folder, by npm's own: content under its SHA-256, written aside and renamed, and an index whose every line has
 * its hash, so that processes share it without a lock and whatever a crash leaves is seen. The folder is made when first written to.
 * @param tell hears of damaged entries.
 */
export function openStore(folder: string, tell: (text: string) => void = () => undefined): UnitStore {
  const failed = (verb: string) => (cause: unknown) => {
    throw new StoreFailed(verb, folder, cause);
  };
  const damaged = (key: string) =>
    tell(`an entry of the store ${folder} is damaged, and is made again: ${key}`);
  const known = async (key: string): Promise<CacheObject | undefined> => {
    const entry = (await cacache.get.info(folder, key).catch(failed('read'))) as CacheObject | null;
    if (!entry && (await isWritten(indexOf(folder, key)))) damaged(key);
    return entry ?? undefined;
  };
  const content = async (key: string, { integrity }: CacheObject): Promise<Uint8Array | undefined> => {
    try {
      return bytesOf(await cacache.get.byDigest(folder, integrity));
    } catch (cause) {
      if (!isDamage(cause)) return failed('read')(cause);
      damaged(key);
      // Where it cannot be removed, what is made again stands in its place.
      await cacache.rm.content(folder, integrity).catch(() => undefined);
      await rm(indexOf(folder, key), { force: true }).catch(() => undefined);
      return undefined;
    }
  };
  const aside = join(folder, 'tmp');
  let begun: Promise<void> | undefined;
  return {
    place: folder,
    async find(key) {
      const entry = await known(key);
      return entry && entryOf(entry);
    },
    async read(key) {
      const entry = await known(key);
      return entry && content(key, entry);
    },
    async write(key, bytes, facts) {
      // What cannot be made is told: cacache would try for ever.
      await (begun ??= makeFolder(aside).then(() => sweep(aside), failed('write')));
      await cacache
        .put(folder, key, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
          algorithms: ['sha256'],
          metadata: facts,
        })
        .catch(failed('write'));
    },
    async export(key, path) {
      const entry = await known(key);
      const bytes = entry && (await content(key, entry));
      if (!bytes) return false;
      await place(entry.path, bytes, path);
      return true;
    },
  };
}

/** Where the lines about a key are, in the layout of cacache; no other key has any there. */
function indexOf(folder: string, key: string): string {
  const hash = sha256(key);
  return join(folder, `index-v${layout.index}`, hash.slice(0, 2), hash.slice(2, 4), hash.slice(4));
}

function isWritten(path: string): Promise<boolean> {
  return stat(path).then(
    ({ size }) => size > 0,
    () => false,
  );
}

/** Another name of the same file or, where the file system has none, another file. */
async function place(from: string, bytes: Uint8Array, path: string): Promise<void> {
  const part = partOf(path);
  try {
    await rm(part, { force: true });
    await link(from, part).catch(() => writeFile(part, bytes));
    await rename(part, path);
    // Where both names are of one file already, renaming leaves them both.
    await rm(part, { force: true });
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined);
    throw new CamscopeError('FILE_UNREADABLE', `Cannot write ${path}`, { found: messageOf(cause), cause });
  }
}

function entryOf({ size, time, metadata }: CacheObject): Entry {
  return { size: size ?? 0, time, facts: metadata as EntryFacts };
}

function isDamage(cause: unknown): boolean {
  const { code } = cause as NodeJS.ErrnoException;
  return code === 'EINTEGRITY' || code === 'ENOENT' || code === 'EBADSIZE';
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
