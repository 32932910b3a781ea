import { signal } from '@preact/signals';
import type { Choice, MapRequest } from '../work/api.ts';

/** How raw maps are finished; what is not in it is as the method or its preset has it. */
export const finishing = signal<NonNullable<MapRequest['map']>>({});

/** What finished maps go through, in this order. */
export const filters = signal<readonly Choice[]>([]);
