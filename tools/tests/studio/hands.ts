import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStudio, type OpenStudio } from '../../studio/open-studio.ts';
import type { Built } from './built.ts';

/** What a mouse and fingers do on a map. The phantom is 512 pixels wide and high. */
export function testHands({ app, browser }: Built): void {
  let studio: OpenStudio;
  let page: Page;
  beforeAll(async () => {
    studio = await openStudio(app(), browser());
    page = studio.page;
    page.setDefaultTimeout(60_000);
    await page.locator('.shapes .region').first().waitFor();
  }, 180_000);
  afterAll(() => studio?.close());

  test('two fingers zoom as they part', async () => {
    const { x, y } = await middle();
    const session = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...xs: number[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: xs.map((x, id) => ({ x, y, id })) });
    await touch('touchStart', x - 20);
    await touch('touchStart', x - 20, x + 20);
    await touch('touchMove', x - 20, x + 60);
    await touch('touchEnd');
    await eventually(readout).toContain('Zoom 200 %');
    await page.keyboard.press('Space');
    await eventually(readout).toContain('Zoom 100 %');
  });

  test('the right button drags the window: half a pane to the right is half of the range wider', async () => {
    const [low, high] = levelsIn(await readout());
    const { x, y, width } = await middle();
    await page.mouse.move(x, y);
    await page.mouse.down({ button: 'right' });
    await page.mouse.move(x + width / 2, y, { steps: 4 });
    await page.mouse.up({ button: 'right' });
    const now = levelsIn(await readout());
    expect(Math.abs(now[0] - (low - (high - low) / 4))).toBeLessThanOrEqual(2);
    expect(Math.abs(now[1] - (high + (high - low) / 4))).toBeLessThanOrEqual(2);
    expect(await page.getByLabel('Window', { exact: true }).last().inputValue()).toBe('dragged');
    await page.keyboard.press('Space');
  });

  test('corners that are clicked are a polygon once the last is clicked twice', async () => {
    const { x, y, scale } = await middle();
    const corners = [
      [100, 100],
      [300, 120],
      [200, 350],
    ];
    await page.keyboard.press('p');
    for (const [i, [column, row]] of corners.entries()) {
      const clickCount = i === corners.length - 1 ? 2 : 1;
      await page.mouse.click(x + (column - 256) * scale, y + (row - 256) * scale, { clickCount });
    }
    await page.getByText('Polygon 1: 3 corners').waitFor();
    const points = await page.locator('.shapes polygon.drawn').getAttribute('points');
    const drawn = points!.split(/[ ,]/).map(Number);
    corners.flat().forEach((place, i) => expect(Math.abs(drawn[i] - place)).toBeLessThan(1.5 / scale));
    await page.locator('[data-measure=mask-iou]').waitFor();
    await page.keyboard.press('m');
    await page.getByRole('button', { name: 'Remove all' }).click();
  });

  test('fingers draw a polygon, close it at its first corner, and drag one of its corners', async () => {
    const { x, y, scale } = await middle();
    const at = (column: number, row: number) => ({
      x: x + (column - 256) * scale,
      y: y + (row - 256) * scale,
    });
    const session = await page.context().newCDPSession(page);
    const touch = (
      type: 'touchStart' | 'touchMove' | 'touchEnd',
      ...touchPoints: { x: number; y: number }[]
    ) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
    const tap = async (column: number, row: number) => {
      await touch('touchStart', at(column, row));
      await touch('touchEnd');
    };
    await page.keyboard.press('p');
    await tap(100, 100);
    await tap(300, 120);
    expect(await page.getByRole('button', { name: 'Close the polygon' }).isDisabled()).toBe(true);
    await tap(200, 350);
    // A finger is seldom where it was.
    await tap(104, 97);
    const corners = page.getByLabel('Polygon 1: 3 corners');
    expect((await placesIn(corners)).map((place) => Math.round(place / 3))).toEqual(
      [100, 100, 300, 120, 200, 350].map((place) => Math.round(place / 3)),
    );
    await touch('touchStart', at(300, 120));
    await touch('touchMove', at(400, 200));
    await touch('touchEnd');
    const [, , column, row] = await placesIn(corners);
    expect(Math.abs(column - 400)).toBeLessThan(1.5 / scale);
    expect(Math.abs(row - 200)).toBeLessThan(1.5 / scale);
    await corners.fill('10,10 20,10');
    await corners.press('Enter');
    await page.getByText('A polygon needs three corners').waitFor();
    await corners.fill('10,10 20,10 20,30 10,30');
    await corners.press('Enter');
    await page.getByLabel('Polygon 1: 4 corners').waitFor();
    expect(await page.locator('.shapes polygon.drawn').getAttribute('points')).toBe(
      '10,10 20,10 20,30 10,30',
    );
    await page.getByRole('button', { name: 'Remove all' }).click();
  });

  test('a corner of a box is dragged, and two fingers draw nothing', async () => {
    const { x, y, scale } = await middle();
    const at = (column: number, row: number) =>
      [x + (column - 256) * scale, y + (row - 256) * scale] as const;
    await page.keyboard.press('r');
    for (const [from, to] of [
      [at(100.5, 120.5), at(300.5, 260.5)],
      [at(300.5, 260.5), at(200.5, 360.5)],
    ]) {
      await page.mouse.move(...from);
      await page.mouse.down();
      await page.mouse.move(...to, { steps: 3 });
      await page.mouse.up();
    }
    const sides = page.locator('.sides input');
    const places = await sides.evaluateAll((all) =>
      all.map((one) => (one as HTMLInputElement).valueAsNumber),
    );
    [100, 120, 201, 361].forEach((side, i) => expect(Math.abs(places[i] - side)).toBeLessThanOrEqual(1));
    const session = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...xs: number[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: xs.map((x, id) => ({ x, y, id })) });
    await touch('touchStart', x - 20);
    await touch('touchStart', x - 20, x + 20);
    await touch('touchMove', x - 20, x + 40);
    await touch('touchEnd');
    expect(await page.locator('.shapes .drawing').count()).toBe(0);
    expect(await sides.count()).toBe(4);
    await page.keyboard.press('Space');
    await page.keyboard.press('m');
    await page.getByRole('button', { name: 'Remove all' }).click();
  });

  test('a slider that is dragged on and on makes few addresses, and the last is right', async () => {
    const { writes, took } = await page.evaluate(async () => {
      const write = history.replaceState.bind(history);
      let writes = 0;
      history.replaceState = (...to) => {
        writes++;
        write(...to);
      };
      const slider = document.querySelector<HTMLInputElement>('.toolbar input[type=range]')!;
      const began = performance.now();
      for (let i = 100; i-- > 50;) {
        slider.value = String(i / 100);
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise(requestAnimationFrame);
      }
      const took = performance.now() - began;
      history.replaceState = write;
      return { writes, took };
    });
    expect(writes).toBeLessThan(2 + took / 300);
    await eventually(() => page.url()).toContain('opacity=0.5');
  });

  test('pictures side by side are of one size, however long their titles', async () => {
    const methods = JSON.stringify([
      { use: 'grad-cam' },
      { use: 'finer', of: [{ use: 'grad-cam-plus-plus' }] },
    ]);
    await page.evaluate((hash) => (location.hash = hash), `methods=${encodeURIComponent(methods)}`);
    await page.setViewportSize({ width: 1290, height: 700 });
    await eventually(() => page.locator('.pane .shapes .region').count()).toBe(2);
    const seen = await page.locator('.pane').evaluateAll((all) =>
      all.map((pane) => {
        const [title, more, frame] = ['h2 button', 'h2 small', '.frame'].map((part) =>
          pane.querySelector(part)!.getBoundingClientRect(),
        );
        return { inTwoLines: more.top >= title.bottom, height: frame.height };
      }),
    );
    expect(seen.map(({ inTwoLines }) => inTwoLines)).toEqual([false, true]);
    expect(seen[0].height).toBe(seen[1].height);
  });

  test('blinking, the map comes and goes', async () => {
    const regions = () => page.locator('.shapes .region').count();
    const there = await regions();
    await page.keyboard.press('b');
    await eventually(regions).toBe(0);
    await eventually(regions).toBe(there);
    await page.keyboard.press('b');
    await eventually(regions).toBe(there);
    expect(studio.complaints).toEqual([]);
  });

  const placesIn = async (corners: Locator) => (await corners.inputValue()).split(/[ ,]/).map(Number);
  const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 30_000, interval: 30 });
  const readout = () => page.locator('.readout').textContent();
  /** Of the first pane, and its pixels for one of the image. */
  const middle = async () => {
    const { x, y, width, height } = (await page.locator('.surface').first().boundingBox())!;
    return { x: x + width / 2, y: y + height / 2, width, scale: Math.min(width, height) / 512 };
  };
}

/** `Window 0 to 255`, in English. */
function levelsIn(readout: string | null): number[] {
  return [...readout!.matchAll(/(?<=Window |to )[−-]?[\d,.]+/g)].map(([level]) =>
    Number(level.replace('−', '-').replaceAll(',', '')),
  );
}
