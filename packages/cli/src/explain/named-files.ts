import { stat } from 'node:fs/promises';
import { join, parse, resolve, sep } from 'node:path';
import { CamscopeError, type ImageCodec } from '@camscope/core';
import { glob, isPattern, readFolder, readHead } from '@camscope/files-node';
import type { Io } from '../io.ts';
import { count } from '../terminal/words.ts';
import type { OutFolder } from './out-folder.ts';

/** A file to explain. */
export interface NamedFile {
  /** As the user named it or, in a folder, would have. */
  readonly image: string;
  readonly path: string;
  /** Begins the names of what is made of it. */
  readonly stem: string;
}

/** What is in a folder, or matches a pattern. */
interface Found {
  readonly image: string;
  /** Below the folder, or the part of the pattern that stands for itself. */
  readonly below: string;
  readonly isFolder: boolean;
}

interface Parts {
  readonly codec: Pick<ImageCodec, 'accepts'>;
  /** What is written there is no image to explain. */
  readonly out: Pick<OutFolder, 'path'>;
}

/** As many bytes as tell an image. */
const HEAD = 256;

/** Names of what is passed over, at the most. */
const TOLD = 6;

/**
 * The files that the arguments name, each once: files, the images of folders, and those that match a pattern. What a folder or a
 * pattern has beside images is told; names that begin with a dot are left out.
 * @throws CamscopeError CONFIG_INVALID for a folder or pattern without images; FILE_UNREADABLE.
 */
export async function namedFiles(args: readonly string[], parts: Parts, io: Io): Promise<NamedFile[]> {
  const files = new Map<string, NamedFile>();
  for (const arg of args)
    for (const file of await filesOf(arg, parts, io)) if (!files.has(file.path)) files.set(file.path, file);
  return [...files.values()];
}

/** Ready tensors are told by their names. */
export function isTensor(name: string): boolean {
  return /\.npy$/i.test(name);
}

async function filesOf(arg: string, parts: Parts, io: Io): Promise<NamedFile[]> {
  const there = await stat(resolve(io.cwd, arg)).catch(() => undefined);
  if (there?.isDirectory()) return imagesOf(`The folder ${arg}`, await inFolder(arg, io.cwd), parts, io);
  if (!there && isPattern(arg)) return imagesOf(`'${arg}'`, await matching(arg, io.cwd), parts, io);
  const path = resolve(io.cwd, arg);
  return [{ image: arg, path, stem: parse(path).name }];
}

async function inFolder(folder: string, cwd: string): Promise<Found[]> {
  const entries = await readFolder(resolve(cwd, folder), { name: folder });
  const seen = entries.filter(({ name }) => !name.startsWith('.'));
  return seen.map((entry) => ({
    image: join(folder, entry.name),
    below: entry.name,
    isFolder: entry.isDirectory(),
  }));
}

async function matching(pattern: string, cwd: string): Promise<Found[]> {
  return (await glob(pattern, cwd)).map(({ path, ...match }) => ({ image: path, ...match }));
}

async function imagesOf(
  what: string,
  found: readonly Found[],
  { codec, out }: Parts,
  { cwd, stderr }: Io,
): Promise<NamedFile[]> {
  const images: NamedFile[] = [];
  const others: string[] = [];
  for (const { image, below, isFolder } of found) {
    const path = resolve(cwd, image);
    const { dir, name } = parse(below);
    const stem = [...dir.split('/'), name].filter(Boolean).join('_');
    const start = path.slice(0, path.length - below.length);
    const isOwn = out.path.startsWith(start) && path.startsWith(out.path + sep);
    if (!isFolder && !isOwn && (await isImage(path, codec))) images.push({ image, path, stem });
    else others.push(isFolder ? `${below}/` : below);
  }
  const names = inWords(others);
  if (images.length === 0) {
    throw new CamscopeError('CONFIG_INVALID', `${what} has no image`, {
      found: others.length === 0 ? 'Nothing' : `${names}: not an image`,
      fix: "Name images, a folder of images, or a pattern in quotes such as 'images/**/*.png'",
    });
  }
  if (others.length > 0)
    stderr(`camscope: ${what} has ${count(images.length, 'image')}; what is none is passed over: ${names}\n`);
  return images;
}

async function isImage(path: string, codec: Pick<ImageCodec, 'accepts'>): Promise<boolean> {
  if (isTensor(path) || !codec.accepts || codec.accepts(path)) return true;
  // What is no file has no beginning.
  const head = await readHead(path, HEAD).catch(() => undefined);
  return head !== undefined && codec.accepts(path, head);
}

function inWords(names: readonly string[]): string {
  const more = names.length - TOLD;
  return `${names.slice(0, TOLD).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
