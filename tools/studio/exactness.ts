import { readFileSync, writeFileSync } from 'node:fs';
import type { Provider } from '../../packages/studio/src/work/api.ts';

const FILE = new URL('../docs/exactness.json', import.meta.url);

/**
 * How far finished maps of the tab and of Node's CPU are apart at the most, of 1, by provider, network and method; or the words in which
 * both refuse. exact.ts measures them.
 */
export type Exactness = Record<Provider, Record<string, Record<string, number | string>>>;

export function exactness(): Exactness {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Exactness;
}

/** Other cells stay as they are. */
export function recordExactness(
  provider: Provider,
  network: string,
  method: string,
  found: number | string,
): void {
  const all = exactness();
  const row = { ...all[provider][network], [method]: found };
  const sorted = Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
  all[provider] = { ...all[provider], [network]: sorted };
  writeFileSync(FILE, `${JSON.stringify(all, null, 2)}\n`);
}
