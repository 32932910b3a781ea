import type { Random } from '@camscope/statistics';

/** Standard normal numbers (Box and Muller 1958, doi:10.1214/aoms/1177706645). */
export function normalNumbers(random: Random): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random.real())) * Math.cos(2 * Math.PI * random.real());
}
