import type { Page } from 'playwright-core';
import type { MapRequest, Workshop } from '../../packages/studio/src/work/api.ts';

/** A worker of the studio in a page that shows nothing, within reach of `page.evaluate` as `workshop`. */
export async function openWorkshopIn(page: Page, url: string): Promise<void> {
  await page.goto(new URL('phantom/radiographs.json', url).href);
  // What tsx compiles calls this to name functions.
  await page.evaluate('globalThis.__name = (named) => named');
  await page.evaluate(
    `import('${new URL('workshop.js', url).href}').then((door) => { globalThis.workshop = door.openWorkshop().workshop; })`,
  );
}

/** A map that the page's worker makes. Arrays cross as base64: as lists of numbers they would take seconds. */
export async function mapIn(page: Page, request: MapRequest) {
  const { map, logits, ...facts } = await page.evaluate(async (request) => {
    const text = ({ buffer }: Float32Array) => {
      const bytes = new Uint8Array(buffer);
      let letters = '';
      for (let i = 0; i < bytes.length; i += 2 ** 14)
        letters += String.fromCharCode(...bytes.subarray(i, i + 2 ** 14));
      return btoa(letters);
    };
    const { method, label, milliseconds, map, logits } = await workshop.explain(request);
    return { method, label, milliseconds, map: text(map), logits: text(logits) };
  }, request);
  return { ...facts, map: floatsOf(map), logits: floatsOf(logits) };
}

function floatsOf(text: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
}

declare global {
  var workshop: Workshop;
}
