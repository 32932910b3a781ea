// What a run of 10,000 findings × 5 methods × 2 readers costs whoever looks at it: node tools/run.js tools/bench/view.ts [findings]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '@camscope/cli';
import { chromium } from 'playwright-core';
import { CHROMIUM, FLAGS } from '../browser/open-page.ts';
import { growRun } from '../studio/big-run.ts';
import { builtApp } from '../studio/built-app.ts';
import { writeMirrorStudies } from '../studio/mirror-study.ts';

const FINDINGS = Number(process.argv[2] ?? 10_000);
const FRAMES = 120;
const PLOTS = ['Means', 'Two methods', 'Distribution'];

const cwd = await mkdtemp(join(tmpdir(), 'camscope-view-'));
const stop = new AbortController();
const io = { cwd, stderr: () => undefined, stderrIsTty: false, signal: stop.signal, debug: false };
await writeMirrorStudies(cwd);
await main(['run', 'study.yaml', '--out', 'run'], { ...io, stdout: () => undefined });
await growRun(join(cwd, 'run'), FINDINGS);
await builtApp();
let ended: Promise<number> | undefined;
const address = await new Promise<string>((resolve) => {
  ended = main(['view', 'run', '--no-open'], { ...io, stdout: (text) => resolve(text.trim()) });
});
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  // What tsx compiles calls this to name functions.
  await page.addInitScript('globalThis.__name = (named) => named');
  const start = performance.now();
  await page.goto(address);
  await page.locator('.rows .row').nth(1).waitFor();
  tell('first rows', [performance.now() - start]);
  await page.waitForTimeout(2000);
  tell('scroll, frames', await page.evaluate(framesOfScrolling, FRAMES));
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
  };
  const times = async (what: string, selector: string, act: Act, count = 5) => {
    const before = await busy();
    const milliseconds = await page.evaluate(timesOf, { selector, act, count });
    tell(what, milliseconds, ((await busy()) - before) / count);
  };
  await times('sort by image', '[aria-label="Sort by Image"]', 'click');
  await times('sort by value', '[aria-label="Sort by Value"]', 'click');
  for (const plot of PLOTS) {
    await page.getByRole('button', { name: plot, exact: true }).click();
    await times(`letter of a search, ${plot}`, 'input[type=search]', 'type', 4);
    await times(`name in a filter, ${plot}`, '.words input', 'click', 4);
  }
  await times('next finding', '.rows', 'next', 20);
} finally {
  await browser.close();
  stop.abort();
  await ended;
  await rm(cwd, { recursive: true });
}

/** @param work milliseconds of the page's own thread for each. */
function tell(what: string, milliseconds: readonly number[], work?: number): void {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * (sorted.length - 1))].toFixed(0).padStart(5);
  const own = work === undefined ? '' : `, ${work.toFixed(0)} ms of work`;
  console.log(`${what.padEnd(34)} median ${at(0.5)} ms, 95 % ${at(0.95)} ms, most ${at(1)} ms${own}`);
}

type Act = 'click' | 'type' | 'next';

/** Milliseconds of each frame while the table is scrolled. */
async function framesOfScrolling(frames: number): Promise<number[]> {
  const rows = document.querySelector('.rows')!;
  const times: number[] = [];
  let last = await new Promise<number>(requestAnimationFrame);
  for (let i = 0; i < frames; i++) {
    rows.scrollTop += 150 + 40 * i;
    const now = await new Promise<number>(requestAnimationFrame);
    times.push(now - last);
    last = now;
  }
  rows.scrollTop = 0;
  return times;
}

/** Milliseconds from a person's act to the second frame after it: what it changes is painted. */
async function timesOf({ selector, act, count }: { selector: string; act: Act; count: number }) {
  const element = document.querySelector<HTMLInputElement>(selector)!;
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    if (act === 'click') element.click();
    if (act === 'next') element.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true }));
    if (act === 'type') {
      element.value = '1234'.slice(0, (i + 1) % 4);
      element.dispatchEvent(new Event('input', { bubbles: true }));
    }
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  return times;
}
