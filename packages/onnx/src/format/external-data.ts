import { malformed } from '../wire/malformed.ts';
import type { Writer } from '../wire/writer.ts';
import { readStringMap, writeStringEntry } from './string-map.ts';

/** Where the elements of a tensor outside the model file are. */
export interface ExternalData {
  /** Path relative to the model's folder, as written in the file. */
  readonly location: string;
  readonly offset: number;
  /** Absent: up to the end of the file. */
  readonly length?: number;
}

/**
 * Reads the `external_data` entries of a tensor.
 * @throws CamscopeError MODEL_MALFORMED, also for a location outside the model's folder.
 */
export function readExternalData(tensor: string, messages: readonly Uint8Array[]): ExternalData {
  const entries = readStringMap(messages);
  const location = entries.get('location') ?? '';
  if (leavesFolder(location)) {
    throw malformed(
      `tensor '${tensor}' with external data in '${location}', which is outside the model's folder`,
    );
  }
  const offset = byteCount(entries, 'offset', tensor) ?? 0;
  const length = byteCount(entries, 'length', tensor);
  return length === undefined ? { location, offset } : { location, offset, length };
}

export function writeExternalData(external: Required<ExternalData>): Writer[] {
  return Object.entries(external).map(([key, value]) => writeStringEntry(key, String(value)));
}

/**
 * External data may lie beside the model or below it, nowhere else: neither as a path, on any system, nor as a URL,
 * in which control characters vanish and `%2e` is a dot.
 */
function leavesFolder(location: string): boolean {
  const isAbsolute = /^[/\\]|^[a-z][a-z0-9+.-]*:/i.test(location);
  const climbs = location.split(/[/\\]/).some((part) => /^(\.|%2e){2}$/i.test(part));
  return location === '' || isAbsolute || climbs || /\p{Cc}/u.test(location);
}

function byteCount(entries: ReadonlyMap<string, string>, key: string, tensor: string): number | undefined {
  const given = entries.get(key);
  if (given === undefined) return undefined;
  const count = /^\d+$/.test(given) ? Number(given) : NaN;
  if (!Number.isSafeInteger(count))
    throw malformed(`tensor '${tensor}' at ${key} '${given}' of external data`);
  return count;
}
