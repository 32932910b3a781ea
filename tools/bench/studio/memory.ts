import { openWorkshopIn } from '../../studio/open-workshop.ts';
import { freshPage, megabytesOfPages, type Stage } from './stage.ts';

const METHODS = ['grad-cam', 'layer-cam', 'eigen-cam', 'hires-cam', 'lrp', 'input-gradient'];
const KERNELS = ['bilinear', 'bicubic'] as const;
const EXPLANATIONS = 200;
const STEP = 25;

/** What the page's process holds, its worker included, while 200 explanations are made, each another one. */
export async function memory({ browser, url }: Stage): Promise<void> {
  const { page } = await freshPage(browser);
  await openWorkshopIn(page, url);
  const open = await page.evaluate(async () => {
    const { radiographs, networks } = await workshop.phantoms();
    const opened = await Promise.all(radiographs.map((phantom) => workshop.openImage({ phantom }, phantom)));
    const network = await workshop.openNetwork({ phantom: networks[0] }, networks[0]);
    return { images: opened.map(({ id }) => id), network: network.id, classes: [...network.labels.keys()] };
  });
  const held: string[] = [];
  for (let done = 0; done < EXPLANATIONS; done += STEP) {
    const requests = Array.from({ length: STEP }, (_, i) => {
      const [method, image, target, upsample] = digits(done + i, [
        METHODS,
        open.images,
        open.classes,
        KERNELS,
      ]);
      return { image, network: open.network, method: { use: method }, target, map: { upsample } };
    });
    await page.evaluate(async (requests) => {
      for (const request of requests) await workshop.explain(request);
    }, requests);
    held.push((await megabytesOfPages(browser)).toFixed(0));
  }
  console.log(`memory after each ${STEP} explanations, MB`.padEnd(44), held.join(' '));
}

/** One of each, another combination for each number. */
function digits<const Lists extends readonly (readonly unknown[])[]>(number: number, lists: Lists) {
  let rest = number;
  return lists.map((list) => {
    const at = rest % list.length;
    rest = Math.floor(rest / list.length);
    return list[at];
  }) as { [At in keyof Lists]: Lists[At][number] };
}
