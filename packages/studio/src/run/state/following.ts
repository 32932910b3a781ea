import { computed, signal } from '@preact/signals';
import { keepAddress } from '../../state/keep-address.ts';
import type { Filters } from '../data/query.ts';
import { addressOf, FIRST_LOOK, isOfRun, lookAt, type Look } from './look.ts';

/** What is on screen. */
export const look = signal<Look>(FIRST_LOOK);

/** Parts of it that take work: they change when they do, and not with the rest. */
export const filters = computed(() => look.value.filters);
export const order = computed(() => look.value.order);
export const at = computed(() => look.value.at);

export function change(part: Partial<Look>): void {
  look.value = { ...look.value, ...part };
}

export function filter(part: Partial<Filters>): void {
  change({ filters: { ...look.value.filters, ...part } });
}

/** Takes what the address says, and keeps it in step. */
export function followAddress(page: Window): void {
  const read = () => {
    if (isOfRun(page.location.hash) && page.location.hash !== addressOf(look.value))
      look.value = lookAt(page.location.hash);
  };
  read();
  page.addEventListener('hashchange', read);
  keepAddress(page, () => addressOf(look.value));
}
