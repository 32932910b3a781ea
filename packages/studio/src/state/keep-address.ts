import { effect } from '@preact/signals';

/** Milliseconds between two addresses: browsers allow 100 in 30 seconds (Safari), and a drag makes one a frame. */
const APART = 350;

/** Keeps the address of a page as `told` has it: at once, and while it changes on and on now and then. */
export function keepAddress(page: Window, told: () => string): void {
  let address: string;
  let written = -APART;
  let later: number | undefined;
  const write = () => {
    written = performance.now();
    page.history.replaceState(null, '', address);
  };
  effect(() => {
    address = told();
    page.clearTimeout(later);
    const wait = written + APART - performance.now();
    if (wait <= 0) write();
    else later = page.setTimeout(write, wait);
  });
}
