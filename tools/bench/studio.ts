// What the studio costs whoever opens it, in a real browser: node tools/run.js tools/bench/studio.ts [opening|switching|forward|regions|memory|large…]
// Of repeated times the least is told first: on a busy machine the others say what else was going on.
import { chromium } from 'playwright-core';
import { CHROMIUM, FLAGS } from '../browser/open-page.ts';
import { serveFolder } from '../browser/serve-folder.ts';
import { builtApp } from '../studio/built-app.ts';
import { forward } from './studio/forward.ts';
import { large } from './studio/large.ts';
import { memory } from './studio/memory.ts';
import { opening } from './studio/opening.ts';
import { regions } from './studio/regions.ts';
import { switching } from './studio/switching.ts';
import type { Stage } from './studio/stage.ts';

const PARTS = { opening, switching, forward, regions, memory, large };

const asked = process.argv.slice(2);
const app = await builtApp();
const { url, server } = await serveFolder(app);
for (const [name, part] of Object.entries(PARTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  // A browser of its own: what one part left behind is no matter to the next.
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  const stage: Stage = { app, url, browser };
  try {
    await part(stage);
  } finally {
    await browser.close();
  }
}
server.close();
