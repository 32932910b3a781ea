import type { Backdrop } from '@camscope/core';

/** What options call the backdrops by which a method fills what it masks. */
export type BackdropName = 'image' | 'zero' | 'black' | 'mean' | 'blur';

/**
 * A backdrop by its name.
 * @param sigma of the blur, in pixels of what is masked.
 */
export function backdrop(name: BackdropName, sigma: number): Backdrop {
  if (name === 'zero') return { kind: 'value', value: 0 };
  return name === 'blur' ? { kind: 'blur', sigma } : { kind: name };
}
