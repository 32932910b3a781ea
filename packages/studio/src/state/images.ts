import { computed, signal } from '@preact/signals';
import type { OpenedImage } from '../work/api.ts';
import { workshop } from './connect.ts';

export const images = signal<readonly OpenedImage[]>([]);

const shown = signal<string | undefined>(undefined);

/** The radiograph on screen. */
export const image = computed(() => images.value.find(({ id }) => id === shown.value));

export function show({ id }: OpenedImage): void {
  shown.value = id;
}

export function add(opened: OpenedImage): void {
  images.value = [...images.value.filter(({ id }) => id !== opened.id), opened];
  show(opened);
}

/** The radiograph so many places further, round the end. */
export function step(by: number): void {
  const all = images.value;
  const at = all.findIndex(({ id }) => id === shown.value);
  if (at >= 0) show(all[(at + by + all.length) % all.length]);
}

export async function remove({ id }: OpenedImage): Promise<void> {
  const at = images.value.findIndex((one) => one.id === id);
  images.value = images.value.filter((one) => one.id !== id);
  if (shown.value === id) shown.value = images.value[Math.min(at, images.value.length - 1)]?.id;
  await workshop.closeImage(id);
}
