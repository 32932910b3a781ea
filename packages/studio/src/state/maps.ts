import { computed, effect, signal, untracked } from '@preact/signals';
import { proxy } from 'comlink';
import type { MadeMap, MapRequest, Progress } from '../work/api.ts';
import { workshop } from './connect.ts';
import { filters, finishing } from './finishing.ts';
import { image } from './images.ts';
import { methods, type ChosenMethod } from './methods.ts';
import { layer, network, target } from './network.ts';
import { problemOf, type Problem } from './problems.ts';
import { wanted } from './provider.ts';

/** How far a map is. */
export type Making =
  | { readonly is: 'waiting' | 'cancelled' }
  | { readonly is: 'running'; readonly at: Progress }
  | { readonly is: 'made'; readonly map: MadeMap }
  | { readonly is: 'refused'; readonly problem: Problem };

/** A map that is on screen, or should be. */
export interface Pane {
  /** What tells its map from all others. */
  readonly id: string;
  readonly method: ChosenMethod;
  readonly request: MapRequest;
}

/** Maps that are kept beside those on screen, so that going back to them takes no time. */
const KEPT = 24;

const makings = signal<ReadonlyMap<string, Making>>(new Map());

export const panes = computed((): Pane[] => {
  const { value: seen } = image;
  const { value: by } = network;
  if (!seen || !by) return [];
  return methods.value.map((method) => {
    const request: MapRequest = {
      ...{ image: seen.id, network: by.id, method, target: target.value, layer: layer.value },
      map: Object.keys(finishing.value).length > 0 ? finishing.value : undefined,
      filters: filters.value.length > 0 ? filters.value : undefined,
      provider: wanted.value,
    };
    return { id: JSON.stringify(request), method, request };
  });
});

export function makingOf({ id }: Pane): Making {
  return makings.value.get(id) ?? { is: 'waiting' };
}

export function mapOf(pane: Pane): MadeMap | undefined {
  const making = makingOf(pane);
  return making.is === 'made' ? making.map : undefined;
}

/** The pane whose map the regions and keys are about. */
export const focus = signal(0);
export const focused = computed(() => panes.value[Math.min(focus.value, panes.value.length - 1)]);

/** What the network says of the image, by any map that is made of it. */
export const answer = computed((): MadeMap | undefined => {
  for (const pane of panes.value) {
    const map = mapOf(pane);
    if (map) return map;
  }
  return undefined;
});

let running: string | undefined;

/** Has what is on screen made, one map at a time, and leaves what no longer is. */
export function makeWhatIsShown(): () => void {
  return effect(() => {
    const shown = panes.value;
    untracked(() => {
      if (running !== undefined && !shown.some(({ id }) => id === running)) void workshop.cancel();
      void next();
    });
  });
}

/** Waits until a map that is on screen is made or is not to be, or until none is wanted. */
export function firstMap(): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      const isSettled = (pane: Pane) => !['waiting', 'running'].includes(makingOf(pane).is);
      if (panes.value.length > 0 && !panes.value.some(isSettled)) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}

export function cancel(pane: Pane): void {
  if (pane.id === running) void workshop.cancel();
  else set(pane.id, { is: 'cancelled' });
}

export function again({ id }: Pane): void {
  set(id, undefined);
  void next();
}

async function next(): Promise<void> {
  if (running !== undefined) return;
  const pane = panes.value.find(({ id }) => !makings.value.has(id));
  if (!pane) return;
  running = pane.id;
  // Progress has a way of its own, and may come after the map.
  const tellProgress = (at: Progress) => running === pane.id && set(pane.id, { is: 'running', at });
  tellProgress({ stage: 'waiting' });
  const made = await workshop.explain(pane.request, proxy(tellProgress)).then(
    (map): Making => ({ is: 'made', map }),
    (thrown): Making => {
      const problem = problemOf(thrown);
      return problem.code === 'INTERRUPTED' ? { is: 'cancelled' } : { is: 'refused', problem };
    },
  );
  running = undefined;
  const isShown = panes.value.some(({ id }) => id === pane.id);
  set(pane.id, made.is === 'cancelled' && !isShown ? undefined : made);
  forgetOldest();
  await next();
}

function set(id: string, making: Making | undefined): void {
  const now = new Map(makings.value);
  if (making) now.set(id, making);
  else now.delete(id);
  makings.value = now;
}

function forgetOldest(): void {
  const shown = new Set(panes.value.map(({ id }) => id));
  const others = [...makings.value].filter(([id]) => !shown.has(id));
  for (const [id, making] of others.slice(0, Math.max(0, others.length - KEPT))) {
    if (making.is === 'made') void workshop.forgetMap(making.map.key);
    set(id, undefined);
  }
}
