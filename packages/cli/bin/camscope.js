#!/usr/bin/env node
// @ts-check
import { existsSync } from 'node:fs';
import { register } from 'node:module';

const manifestOfSources = new URL('../tsconfig.lib.json', import.meta.url);
if (existsSync(manifestOfSources)) await runSources();
else await import(new URL('../dist/main.js', import.meta.url).href);

/** In a checkout the packages' sources are run, without a build. */
async function runSources() {
  register('./source-condition.js', import.meta.url);
  const tsx = await import(import.meta.resolve('tsx/esm/api'));
  tsx.register();
  await import(new URL('../src/main.ts', import.meta.url).href);
}
