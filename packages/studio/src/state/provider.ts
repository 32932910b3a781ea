import { computed, signal } from '@preact/signals';
import type { Provider, Started } from '../work/api.ts';

/** What computes best, and what else could; absent until it is known. */
export const started = signal<Started | undefined>(undefined);

/** What is to compute instead. */
export const wanted = signal<Provider | undefined>(undefined);

export const provider = computed(() => wanted.value ?? started.value?.provider);

export function compute(on: Provider): void {
  wanted.value = on === started.value?.provider ? undefined : on;
}
