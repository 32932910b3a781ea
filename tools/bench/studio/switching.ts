import { freshPage, mapsMade, tell, type Stage } from './stage.ts';

const TIMES = 20;
const METHODS = [
  [{ use: 'grad-cam' }, { use: 'layer-cam' }],
  [{ use: 'hires-cam' }, { use: 'xgrad-cam' }],
];

/** Going back to maps and regions that are there, two panes: until both are painted. */
export async function switching({ browser, url }: Stage): Promise<void> {
  const { page } = await freshPage(browser);
  await page.addInitScript(watchPainting);
  const [some, others] = METHODS.map((methods) => `#methods=${encodeURIComponent(JSON.stringify(methods))}`);
  await page.goto(url + some);
  const show = async (hash: string) => {
    await page.evaluate((hash) => (location.hash = hash), hash);
    await mapsMade(page);
    await page.waitForTimeout(500);
  };
  for (const hash of [some, others, some]) await show(hash);
  const methods: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    methods.push(await page.evaluate(timeOf, { hash: i % 2 ? some : others }));
    await page.waitForTimeout(150);
  }
  tell('switching methods', methods);
  const classes: number[] = [];
  for (const at of [1, 2, 1]) {
    await page.locator('[name=class]').nth(at).click();
    await mapsMade(page);
    await page.waitForTimeout(500);
  }
  for (let i = 0; i < TIMES; i++) {
    classes.push(
      await page.evaluate(timeOf, { click: `.classes label:nth-of-type(${i % 2 ? 2 : 3}) input` }),
    );
    await page.waitForTimeout(150);
  }
  tell('switching classes', classes);
}

/** Milliseconds from a person's act until the frame after the last thing was drawn. */
async function timeOf(act: { hash: string } | { click: string }): Promise<number> {
  const start = performance.now();
  if ('hash' in act) location.hash = act.hash;
  else document.querySelector<HTMLInputElement>(act.click)!.click();
  // Something was drawn, and for a while nothing more.
  do await new Promise((resolve) => setTimeout(resolve, 200));
  while (painted.at < start || performance.now() - painted.at < 200);
  return painted.at - start;
}

/** Notes when a canvas or the lines over it were last changed, at the next frame. */
function watchPainting(): void {
  globalThis.painted = { at: 0 };
  const note = () => requestAnimationFrame((now) => (painted.at = Math.max(now, performance.now())));
  const { drawImage } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.drawImage = function (...given: unknown[]) {
    note();
    return (drawImage as (...given: unknown[]) => void).apply(this, given);
  };
  addEventListener('DOMContentLoaded', () =>
    new MutationObserver(note).observe(document.body, { childList: true, subtree: true, attributes: true }),
  );
}

declare global {
  var painted: { at: number };
}
