import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { CHROMIUM, FLAGS } from '../browser/open-page.ts';
import { builtApp } from '../studio/built-app.ts';
import { testExplore } from './studio/explore.ts';
import { testFiles } from './studio/files.ts';
import { testHands } from './studio/hands.ts';
import { testOffline } from './studio/offline.ts';
import { testStudy } from './studio/study.ts';
import { testView } from './studio/view.ts';
import { testWorker } from './studio/worker.ts';

const installed = existsSync(CHROMIUM);
if (process.env['CI'] && !installed)
  throw new Error(`No Chromium at ${CHROMIUM}: these tests must not be skipped`);

describe.skipIf(!installed)(`the studio in ${CHROMIUM}`, { timeout: 180_000 }, () => {
  let app: string;
  let browser: Browser;
  const built = { app: () => app, browser: () => browser };
  beforeAll(async () => {
    app = await builtApp();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  }, 300_000);
  afterAll(() => browser?.close());

  describe('its worker', () => testWorker(built));
  describe('as a person explores in it', () => testExplore(built));
  describe('under hands', () => testHands(built));
  describe('files in and out', () => testFiles(built));
  describe('without its server', () => testOffline(built));
  describe('as a person runs a study in it', () => testStudy(built));
  describe('as a person looks at two runs in it', () => testView(built));
});
