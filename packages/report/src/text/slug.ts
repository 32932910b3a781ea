import { visible } from './visible.ts';

/** An id for a file or an anchor: letters, digits, hyphens; never empty. */
export function slug(text: string): string {
  const plain = visible(text).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'unnamed'
  );
}
