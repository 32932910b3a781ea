import { openPage } from '../../browser/open-page.ts';
import { printTimings } from '../ratio.ts';

const ROUNDS = 12;

/** Grad-CAM in an open session beside the network alone, on WASM: a ResNet-50 with seeded weights. */
export async function forward(): Promise<void> {
  const open = await openPage();
  try {
    const timings = await open.page.evaluate(
      (rounds) => camscope.raceForward(camscope.resNet({ blocks: [3, 4, 6, 3] }), ['grad-cam'], rounds),
      ROUNDS,
    );
    printTimings('ResNet-50, 224×224, on WASM with one thread', timings);
  } finally {
    await open.close();
  }
}
