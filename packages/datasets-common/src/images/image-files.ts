import { CamscopeError, isCamscopeError, type OpenContext } from '@camscope/core';
import { join, parse } from 'pathe';
import { fileIn, type NamedFile, readFolder } from '../files.ts';
import { countOf } from '../notes.ts';

/** Folders in folders that are searched. */
const DEPTH = 6;

/** The file of an image. */
export interface FoundImage {
  readonly path: string;
  /** Whether its extension is the one asked for. */
  readonly exact: boolean;
  /** Whether it lies at the very path, but for its extension. */
  readonly whole: boolean;
}

/** The image files of a copy of the data, listed once. */
export class ImageFiles {
  readonly folder: string;
  /** Number of files. */
  readonly size: number;
  /** Of all files, below the folder. */
  readonly paths: readonly string[];
  /** Of the images among them. */
  readonly images: readonly string[];
  readonly #byPath: ReadonlyMap<string, string>;
  readonly #byName: ReadonlyMap<string, readonly string[]>;
  readonly #byStem: ReadonlyMap<string, readonly string[]>;
  /** By path without extension. */
  readonly #byWhole: ReadonlyMap<string, readonly string[]>;

  /** @param paths below the folder, with `/`. */
  constructor(folder: string, paths: readonly string[], isImage: (path: string) => boolean) {
    this.folder = folder;
    this.size = paths.length;
    this.paths = paths;
    this.images = paths.filter(isImage);
    this.#byPath = new Map(paths.map((path) => [composed(path), join(folder, path)]));
    this.#byName = grouped(paths, folder, (path) => parse(path).base);
    // What has no image's extension is found by its whole name alone.
    this.#byStem = grouped(this.images, folder, (path) => parse(path).name);
    this.#byWhole = grouped(this.images, folder, withoutExtension);
  }

  /**
   * The file of an image: at that path below the folder, else of that name, else of that name with another extension or with one at
   * all.
   * @throws CamscopeError DATA_INVALID where several folders hold one of the name.
   */
  find(name: string): FoundImage | undefined {
    const path = composed(name)
      .replaceAll('\\', '/')
      .replace(/^(\.?\/)+/, '');
    const exact = this.#byPath.get(path) ?? one(path, this.#byName.get(parse(path).base));
    if (exact !== undefined) return { path: exact, exact: true, whole: this.#byPath.has(path) };
    const there = this.#byWhole.get(path) ?? this.#byWhole.get(withoutExtension(path));
    const named = there ?? this.#byStem.get(parse(path).base) ?? this.#byStem.get(parse(path).name);
    const like = one(path, named);
    return like === undefined ? undefined : { path: like, exact: false, whole: there !== undefined };
  }
}

/**
 * Lists the files of a folder and of those below it.
 * @throws CamscopeError FILE_UNREADABLE, INTERRUPTED.
 */
export async function openImageFiles(folder: NamedFile): Promise<ImageFiles> {
  const isImage = imagesOf(folder);
  const paths: string[] = [];
  await list('', 0);
  return new ImageFiles(folder.path, paths, isImage);

  async function list(below: string, depth: number): Promise<void> {
    const folders: string[] = [];
    for (const entry of await readFolder(fileIn(folder, below))) {
      if (entry.name.startsWith('.')) continue;
      const at = `${below}${entry.name}`;
      // Whatever is called as an image stands for one: where it is none, that image alone is lost.
      const isFolder = entry.isFolder || (entry.isLink && depth === 0);
      if (isFolder && !isImage(at)) folders.push(at);
      else paths.push(at);
    }
    if (depth < DEPTH) for (const at of folders) await list(`${at}/`, depth + 1);
  }
}

/**
 * As {@link openImageFiles}; none where the folder is not there and the data are looked at alone.
 * @throws CamscopeError FILE_UNREADABLE, INTERRUPTED.
 */
export function openImages(folder: NamedFile, { lookOnly = false }: OpenContext): Promise<ImageFiles> {
  return openImageFiles(folder).catch((error: unknown) => {
    if (lookOnly && isCamscopeError(error) && error.code === 'FILE_UNREADABLE')
      return new ImageFiles(folder.path, [], imagesOf(folder));
    throw error;
  });
}

/** `train/a` of `train/a.png`. */
export function withoutExtension(path: string): string {
  return path.slice(0, path.length - parse(path).ext.length);
}

function imagesOf({ codec }: NamedFile): (path: string) => boolean {
  return (path) => codec.accepts?.(path) ?? true;
}

/** Names are one in both forms of Unicode: some systems take letters and their accents apart. */
function composed(name: string): string {
  return name.normalize('NFC');
}

function grouped(
  paths: readonly string[],
  folder: string,
  keyOf: (path: string) => string,
): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const key = composed(keyOf(path));
    const group = groups.get(key);
    if (group) group.push(join(folder, path));
    else groups.set(key, [join(folder, path)]);
  }
  return groups;
}

/** Several files of one name in one folder differ in their extension, and the first is taken. */
function one(name: string, paths: readonly string[] = []): string | undefined {
  const folders = new Set(paths.map((path) => parse(path).dir));
  if (folders.size <= 1) return paths[0];
  throw new CamscopeError('DATA_INVALID', `Several folders hold an image '${name}'`, {
    found: `${countOf(paths.length, 'file')}: ${paths.slice(0, 3).join(', ')}`,
    fix: 'Name images by their path below the folder, or give the folder that is meant',
  });
}
