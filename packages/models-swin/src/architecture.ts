/** The published sizes, by width of the first stage and blocks of each. */
const SIZES: Readonly<Record<string, string>> = {
  '96: 2-2-6-2': 'tiny',
  '96: 2-2-18-2': 'small',
  '128: 2-2-18-2': 'base',
  '192: 2-2-18-2': 'large',
};

/** `swin_tiny`, `swinv2_base`, or what an unknown size is made of. */
export function architectureOf(version: 1 | 2, width: number, counts: readonly number[]): string {
  const family = version === 1 ? 'swin' : 'swinv2';
  const size = SIZES[`${width}: ${counts.join('-')}`];
  return size ? `${family}_${size}` : `${family} (${counts.join('-')}, width ${width})`;
}
