import { batch, type Signal } from '@preact/signals';
import { filters, finishing } from './finishing.ts';
import { keepAddress } from './keep-address.ts';
import { methods } from './methods.ts';
import { layer, target } from './network.ts';
import { segmenter } from './regions.ts';
import {
  isChoice,
  isChoices,
  isClass,
  isColours,
  isLayer,
  isRecord,
  isShare,
  isViewport,
  isWindow,
  type Check,
} from './told-parts.ts';
import { colours, cut, opacity, reach, viewport, windowing } from './view.ts';

type Part = readonly [Signal<unknown>, Check];

/** What the address tells of the screen, as JSON; what is as it was at first is left out. */
const PARTS = {
  methods: [methods, isChoices],
  target: [target, isClass],
  layer: [layer, isLayer],
  finishing: [finishing, isRecord],
  filters: [filters, isChoices],
  segmenter: [segmenter, isChoice],
  colours: [colours, isColours],
  opacity: [opacity, isShare],
  cut: [cut, isShare],
  reach: [reach, isShare],
  viewport: [viewport, isViewport],
  windowing: [windowing, isWindow],
} as const satisfies Record<string, Part>;

/** Takes what an address says, and keeps the address in step, so that a link shows the same. */
export function followAddress(page: Window): void {
  const first = new Map(entries().map(([name, [part]]) => [name, JSON.stringify(part.value)]));
  read(page.location.hash);
  page.addEventListener('hashchange', () => read(page.location.hash));
  keepAddress(page, () => {
    const told = new URLSearchParams();
    for (const [name, [part]] of entries()) {
      const now = JSON.stringify(part.value);
      if (now !== undefined && now !== first.get(name)) told.set(name, now);
    }
    return told.size > 0 ? `#${told}` : page.location.pathname + page.location.search;
  });
}

function read(hash: string): void {
  const told = new URLSearchParams(hash.slice(1));
  batch(() => {
    for (const [name, [part, isOne]] of entries()) {
      const value = parsed(told.get(name) ?? '');
      if (isOne(value)) part.value = value;
    }
  });
}

function entries(): [string, Part][] {
  return Object.entries(PARTS) as unknown as [string, Part][];
}

/** Undefined for what was cut off or mistyped. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
