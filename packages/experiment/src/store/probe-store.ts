import { elementArrays, type ElementType, type Tensor } from '@camscope/core';
import type { ProbeCache } from '@camscope/engine';
import type { UnitStore } from './unit-store.ts';

type ProbedFacts = Parameters<ProbeCache['put']>[1];

interface Written {
  readonly shapes: readonly (readonly [
    string,
    { readonly dims: readonly number[]; readonly batch: readonly boolean[] },
  ])[];
  /** Elements as text, which holds 64 bits. */
  readonly constants: readonly (readonly [
    string,
    { readonly type: ElementType; readonly dims: readonly number[]; readonly data: readonly string[] },
  ])[];
  readonly counting: readonly string[];
}

/** Keeps in a store what probes of networks have learnt, so that a network of which all is known is not run. */
export class StoredProbes implements ProbeCache {
  readonly #store: UnitStore;

  constructor(store: UnitStore) {
    this.#store = store;
  }

  async get(key: string): Promise<ProbedFacts | undefined> {
    const bytes = await this.#store.read(`probe ${key}`);
    if (!bytes) return undefined;
    const { shapes, constants, counting } = JSON.parse(new TextDecoder().decode(bytes)) as Written;
    return {
      shapes: new Map(shapes),
      constants: new Map(constants.map(([name, one]) => [name, tensorOf(one)])),
      counting: new Set(counting),
    };
  }

  /** @throws CamscopeError FILE_UNREADABLE when the store cannot be written. */
  async put(key: string, { shapes, constants, counting = new Set() }: ProbedFacts): Promise<void> {
    const written: Written = {
      shapes: [...shapes],
      constants: [...constants].map(([name, { type, dims, data }]) => [
        name,
        { type, dims, data: Array.from(data, String) },
      ]),
      counting: [...counting],
    };
    const bytes = new TextEncoder().encode(JSON.stringify(written));
    await this.#store.write(`probe ${key}`, bytes, { kind: 'probe', weight: 1, seconds: 0 });
  }
}

function tensorOf({ type, dims, data }: Written['constants'][number][1]): Tensor {
  const wide = type === 'int64' || type === 'uint64';
  const array = wide
    ? elementArrays[type].from(data.map(BigInt))
    : new elementArrays[type as 'float32'](data.map(Number));
  return { type, dims, data: array } as Tensor;
}
