import type { ContributionKind, ContributionKinds } from '../contracts/kinds.ts';
import { KINDS } from '../definitions/contracts.ts';
import { CamscopeError, unknownName } from '../errors/camscope-error.ts';
import type { Contributed } from './tokens.ts';

/** The contributions of one kind, by id, in the order in which their plugins were loaded. */
export class Catalogue<Kind extends ContributionKind> {
  readonly kind: Kind;
  readonly #entries: ReadonlyMap<string, Contributed<Kind>>;

  /** @throws CamscopeError ID_DUPLICATE naming both plugins. */
  constructor(kind: Kind, contributed: readonly Contributed<Kind>[]) {
    const entries = new Map<string, Contributed<Kind>>();
    for (const entry of contributed) {
      const { id } = entry.contribution;
      const other = entries.get(id);
      if (other) {
        throw new CamscopeError('ID_DUPLICATE', `Two plugins contribute the ${kind} '${id}'`, {
          at: entry.at,
          found: `${other.plugin} and ${entry.plugin}`,
          fix: 'Leave one of them out of the plugins, or rename the id of your own',
        });
      }
      entries.set(id, entry);
    }
    this.kind = kind;
    this.#entries = entries;
  }

  get ids(): string[] {
    return [...this.#entries.keys()];
  }

  /** In the order in which plugins contribute them. */
  all(): ContributionKinds[Kind][] {
    return [...this.#entries.values()].map((entry) => entry.contribution);
  }

  /** @throws CamscopeError NAME_UNKNOWN with the nearest ids. */
  get(id: string): ContributionKinds[Kind] {
    return this.#entry(id).contribution;
  }

  /** Name of the plugin that contributes `id`. */
  pluginOf(id: string): string {
    return this.#entry(id).plugin;
  }

  #entry(id: string): Contributed<Kind> {
    const entry = this.#entries.get(id);
    if (!entry)
      throw unknownName(
        this.kind,
        id,
        this.ids,
        `See 'camscope list ${this.kind}', or add the plugin that contributes it`,
      );
    return entry;
  }
}

/** Everything that plugins contribute. */
export type Registry = { readonly [Kind in ContributionKind]: Catalogue<Kind> };

/**
 * The registry of what `contributed` gives for each kind.
 * @throws CamscopeError ID_DUPLICATE.
 */
export function registryOf(
  contributed: <Kind extends ContributionKind>(kind: Kind) => readonly Contributed<Kind>[],
): Registry {
  const catalogues = KINDS.map((kind) => [kind, new Catalogue(kind, contributed(kind))]);
  return Object.fromEntries(catalogues) as Registry;
}
