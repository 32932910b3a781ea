import { basename, join, parse } from 'node:path';
import { readFolder } from '@camscope/files-node';
import { ofOption } from './files.ts';

/** The image files of a copy of the data, listed once. */
export class ImageFolder {
  /** Number of image files. */
  readonly size: number;
  readonly #byName: ReadonlyMap<string, string>;
  readonly #byStem: ReadonlyMap<string, string>;

  /** @param paths in order of preference: of equal names, and of equal stems, the first is taken. */
  constructor(paths: readonly string[]) {
    this.size = paths.length;
    this.#byName = index(paths, (path) => basename(path));
    this.#byStem = index(paths, stemOf);
  }

  /** The file of an image: of that name or, failing that, of that name with another extension. */
  find(image: string): { readonly path: string; readonly exact: boolean } | undefined {
    const exact = this.#byName.get(image);
    const path = exact ?? this.#byStem.get(stemOf(image));
    return path === undefined ? undefined : { path, exact: exact !== undefined };
  }
}

/**
 * Lists a folder, and in it `images`, `images_001`, … and their `images`.
 * @throws CamscopeError FILE_UNREADABLE, INTERRUPTED.
 */
export async function openImageFolder(root: string, signal?: AbortSignal): Promise<ImageFolder> {
  return new ImageFolder(await listImages(root, signal));
}

async function listImages(folder: string, signal?: AbortSignal): Promise<string[]> {
  const entries = await readFolder(folder, ofOption('images', signal));
  const names = entries.map(({ name }) => name);
  const paths = names
    .filter((name) => /\.(png|jpe?g|tiff?|dcm)$/i.test(name))
    .map((name) => join(folder, name));
  for (const name of names) {
    if (/^images(_\d+)?$/.test(name)) paths.push(...(await listImages(join(folder, name), signal)));
  }
  return paths;
}

function index(paths: readonly string[], keyOf: (path: string) => string): Map<string, string> {
  const entries = new Map<string, string>();
  for (const path of paths) {
    const key = keyOf(path);
    if (!entries.has(key)) entries.set(key, path);
  }
  return entries;
}

function stemOf(path: string): string {
  return parse(path).name;
}
