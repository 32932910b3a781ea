/** The published sizes by blocks in each stage, and channels of the first. */
const SIZES: Record<string, Record<number, string>> = {
  '2-2-6-2': { 40: 'atto', 48: 'femto', 64: 'pico' },
  '2-2-8-2': { 80: 'nano' },
  '3-3-9-3': { 96: 'tiny' },
  '3-3-27-3': { 96: 'small', 128: 'base', 192: 'large', 256: 'xlarge', 352: 'huge' },
};

/** The network's name, or else what is known of it. */
export function architectureOf(version: string, stages: readonly number[], width: number): string {
  const counts = stages.join('-');
  const size = SIZES[counts]?.[width];
  return size === undefined ? `${version} (${counts}, ${width} wide)` : `${version}_${size}`;
}
