import { CamscopeError, messageOf, unknownName } from '@camscope/core';
import { honestNetworks, phantomCheat } from '@camscope/networks-phantom';
import type { Drawn } from './api.ts';

/** A synthetic radiograph that comes along with the page. */
export interface Radiograph {
  readonly name: string;
  /** URL */
  readonly file: string;
  readonly drawn: readonly Drawn[];
}

/** What a page has to begin with. */
export class PhantomShelf {
  readonly #page: string;
  #radiographs: Promise<readonly Radiograph[]> | undefined;

  /** @param page the URL of the page's folder. */
  constructor(page: string) {
    this.#page = page;
  }

  /** @throws CamscopeError FILE_UNREADABLE. */
  radiographs(): Promise<readonly Radiograph[]> {
    this.#radiographs ??= this.#list();
    return this.#radiographs;
  }

  /** @throws CamscopeError NAME_UNKNOWN, FILE_UNREADABLE. */
  async radiograph(name: string): Promise<Radiograph> {
    const all = await this.radiographs();
    return named('phantom radiograph', name, all);
  }

  get networks(): readonly string[] {
    return NETWORKS.map((network) => network.name);
  }

  /** @throws CamscopeError NAME_UNKNOWN, FILE_UNREADABLE. */
  network(name: string): Promise<Blob> {
    return fetched(named('phantom network', name, NETWORKS).file.href);
  }

  async #list(): Promise<readonly Radiograph[]> {
    const folder = new URL('phantom/', this.#page);
    const listed = await (await fetched(new URL('radiographs.json', folder).href)).text();
    const all = JSON.parse(listed) as readonly (Omit<Radiograph, 'file'> & { readonly file: string })[];
    return all.map((one) => ({ ...one, file: new URL(one.file, folder).href }));
  }
}

/** As a study names a network that comes along: `npm:<package>/<path>`. */
export function locationOfPhantom(name: string): string {
  return `npm:@camscope/networks-phantom/models/${name}.onnx`;
}

const NETWORKS = [...honestNetworks, phantomCheat];

/** @throws CamscopeError FILE_UNREADABLE. */
export async function fetched(url: string): Promise<Blob> {
  const unreadable = (found: string, cause?: unknown) =>
    new CamscopeError('FILE_UNREADABLE', 'A file of the page cannot be fetched', {
      asked: url,
      found,
      fix: 'Start camscope studio again, and reload the page',
      cause,
    });
  const response = await fetch(url).catch((cause: unknown) => {
    throw unreadable(messageOf(cause), cause);
  });
  if (!response.ok) throw unreadable(`status ${response.status}`);
  return response.blob();
}

function named<T extends { readonly name: string }>(what: string, name: string, all: readonly T[]): T {
  const found = all.find((one) => one.name === name);
  if (found) return found;
  throw unknownName(
    what,
    name,
    all.map((one) => one.name),
  );
}
