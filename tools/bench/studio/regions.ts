import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { openWorkshopIn } from '../../studio/open-workshop.ts';
import { freshPage, tell, type Stage } from './stage.ts';

const SIDE = 1024;
const TIMES = 9;

/** Cutting a map of 1024² into regions, from asking the worker to having them. */
export async function regions({ app, browser, url }: Stage): Promise<void> {
  const { page } = await freshPage(browser);
  await openWorkshopIn(page, url);
  const { radiographs } = await page.evaluate(() => workshop.phantoms());
  const phantom = await readFile(join(app, 'phantom', radiographs[0]));
  const large = await sharp(phantom).resize(SIDE, SIDE).toColourspace('b-w').png().toBuffer();
  const key = await page.evaluate(
    async (bytes) => {
      const image = await workshop.openImage(new Blob([Uint8Array.from(bytes)]), 'large.png');
      const { networks } = await workshop.phantoms();
      const network = await workshop.openNetwork({ phantom: networks[0] }, networks[0]);
      const method = { use: 'grad-cam' };
      return (await workshop.explain({ image: image.id, network: network.id, method, target: 'top1' })).key;
    },
    [...large],
  );
  const segmenters = await page.evaluate(async () =>
    (await workshop.catalogue()).segmenters.map(({ id }) => id),
  );
  for (const use of segmenters) {
    const times = await page.evaluate(
      async ({ key, use, count }) => {
        const taken: number[] = [];
        for (let i = 0; i < count; i++) {
          const start = performance.now();
          await workshop.segment(key, { use });
          taken.push(performance.now() - start);
        }
        return taken;
      },
      { key, use, count: TIMES },
    );
    tell(`regions at ${SIDE}²: ${use}`, times);
  }
}
