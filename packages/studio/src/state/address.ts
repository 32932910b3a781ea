import { batch, type Signal } from '@preact/signals';
import { filters, finishing } from './finishing.ts';
import { keepAddress } from './keep-address.ts';
import { methods } from './methods.ts';
import { layer, target } from './network.ts';
import { segmenter } from './regions.ts';
import { colours, cut, opacity, reach, viewport, windowing } from './view.ts';

/** What the address tells of the screen, as JSON; what is as it was at first is left out. */
const PARTS = {
  ...{ methods, target, layer, finishing, filters, segmenter },
  ...{ colours, opacity, cut, reach, viewport, windowing },
} as const;

/** Takes what an address says, and keeps the address in step, so that a link shows the same. */
export function followAddress(page: Window): void {
  const first = new Map(entries().map(([name, part]) => [name, JSON.stringify(part.value)]));
  read(page.location.hash);
  page.addEventListener('hashchange', () => read(page.location.hash));
  keepAddress(page, () => {
    const told = new URLSearchParams();
    for (const [name, part] of entries()) {
      const now = JSON.stringify(part.value);
      if (now !== undefined && now !== first.get(name)) told.set(name, now);
    }
    return told.size > 0 ? `#${told}` : page.location.pathname + page.location.search;
  });
}

function read(hash: string): void {
  const told = new URLSearchParams(hash.slice(1));
  batch(() => {
    for (const [name, part] of entries()) {
      const text = told.get(name);
      if (text !== null) part.value = parsed(text) ?? part.value;
    }
  });
}

function entries(): [string, Signal<unknown>][] {
  return Object.entries(PARTS) as [string, Signal<unknown>][];
}

/** Undefined for what was cut off or mistyped. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
