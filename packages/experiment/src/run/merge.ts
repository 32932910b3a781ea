import { CamscopeError, type Files } from '@camscope/core';
import { LOCK_FILE } from '@camscope/pipeline';
import type { UnitStore } from '../store/unit-store.ts';
import type { Unit } from '../units/unit.ts';
import { arraysOf, hasArrays, type Ledger } from './ledger.ts';
import { shardsIn } from './shard-file.ts';

/**
 * Refuses parts of a run that are not of one study.
 * @throws CamscopeError CONFIG_INVALID naming the part and what differs; FILE_UNREADABLE.
 */
export async function refuseOthers(files: Files, parts: readonly string[], lock: string): Promise<void> {
  for (const part of parts) {
    const path = files.resolve(part, LOCK_FILE);
    const other = new TextDecoder().decode(await files.read(path));
    if (other === lock) continue;
    throw new CamscopeError('CONFIG_INVALID', `${part} is not a part of the same run`, {
      found: `Its ${LOCK_FILE} differs in ${differing(lock, other).join(', ')}`,
      fix: 'Run all parts with the same study, files, plugins and version of camscope',
    });
  }
}

/** Copies what units gave into the ledger's store, where it lacks them. */
export async function takeFrom(store: UnitStore, units: readonly Unit[], ledger: Ledger): Promise<void> {
  for (const unit of units.filter((one) => ledger.needs(one))) {
    const keys = hasArrays(unit) ? [arraysOf(unit), unit.key] : [unit.key];
    for (const key of keys) {
      const [entry, bytes] = [await store.find(key), await store.read(key)];
      if (!entry || !bytes) break;
      await ledger.store.write(key, bytes, entry.facts);
    }
  }
  await ledger.look(units);
}

/** Shards that are not among parts of a run, or have not finished there: `2/3`. */
export async function missingShards(files: Files, parts: readonly string[]): Promise<string[]> {
  const accounts = (await Promise.all(parts.map((part) => shardsIn(files, part)))).flat();
  const counts = [...new Set(accounts.map(({ of }) => of))];
  return counts.flatMap((of) =>
    Array.from({ length: of }, (_, i) => i + 1)
      .filter((index) => !accounts.some((one) => one.of === of && one.index === index && one.finished))
      .map((index) => `${index}/${of}`),
  );
}

function differing(a: string, b: string): string[] {
  const [one, other] = [fieldsOf(a), fieldsOf(b)];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.filter((key) => JSON.stringify(one[key]) !== JSON.stringify(other[key]));
}

/** None of what is no lock. */
function fieldsOf(lock: string): Record<string, unknown> {
  try {
    return JSON.parse(lock) as Record<string, unknown>;
  } catch {
    return {};
  }
}
