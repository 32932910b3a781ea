import type { Contribution } from '../contracts/contribution.ts';
import { describe, isRecord, isThenable } from './describe.ts';
import { gaveBy, nameOf, thrownBy } from './failed.ts';
import type { Fields, Gives, Watched } from './field.ts';

type Named = Pick<Contribution, 'kind' | 'id'>;
type Call = (...given: readonly unknown[]) => unknown;

const watchedAlready = new WeakSet<object>();

/** What plugins have been asked for and have not given yet, in words. */
const awaitedNow = new Map<symbol, string>();

/** Functions of plugins whose promises are open. */
export function openPromises(): string[] {
  return [...awaitedNow.values()];
}

/**
 * The same contribution, frozen, whose functions are watched: what one throws, or gives that it must not, is an error that names
 * plugin and contribution.
 */
export function watched<T extends Named>(definition: T, fields: Fields): T {
  if (watchedAlready.has(definition)) return definition;
  const contribution = { ...definition };
  Object.assign(contribution, watchedFields(contribution, definition, fields));
  watchedAlready.add(contribution);
  return Object.freeze(contribution);
}

function watchedFields(contribution: Named, definition: object, fields: Fields): Record<string, unknown> {
  const given = definition as Readonly<Record<string, unknown>>;
  const all: Record<string, unknown> = {};
  for (const [key, { gives, fields: inner }] of Object.entries(fields)) {
    const value = given[key];
    if (gives && typeof value === 'function')
      all[key] = watch(contribution, key, definition, value as Call, gives);
    else if (inner && isRecord(value)) all[key] = { ...value, ...watchedFields(contribution, value, inner) };
    else if (value !== undefined) all[key] = value;
  }
  return all;
}

/** @param self what the function is called on. */
function watch(contribution: Named, name: string, self: unknown, own: Call, gives: Gives): Call {
  const within: Watched = (inner, on, value, innerGives) =>
    watch(contribution, inner, on, value as Call, innerGives);
  const checked = (output: unknown, given: readonly unknown[]) => {
    const fault = gives.fault?.(output, given, contribution);
    if (fault !== undefined) throw gaveBy(contribution, name, fault);
    return gives.within ? gives.within(output, within) : output;
  };
  return function callOfPlugin(...given) {
    let output: unknown;
    try {
      output = own.apply(self, given as unknown[]);
    } catch (cause) {
      throw thrownBy(contribution, name, cause, given);
    }
    if (!isThenable(output)) return checked(output, given);
    if (gives.awaited) return awaited(output, given);
    // Nobody is told how it ends.
    output.then(undefined, () => undefined);
    throw gaveBy(contribution, name, describe(output));
  };

  async function awaited(output: PromiseLike<unknown>, given: readonly unknown[]): Promise<unknown> {
    const call = Symbol(name);
    awaitedNow.set(call, `${nameOf(contribution)}: ${name}`);
    let value: unknown;
    try {
      value = await output;
    } catch (cause) {
      throw thrownBy(contribution, name, cause, given);
    } finally {
      awaitedNow.delete(call);
    }
    return checked(value, given);
  }
}
