// @ts-check
// First: a signal counts as soon as it can.
import { stopping } from './signals.js';
import { runFrom } from './sources.js';

const { start } = await runFrom('main');
await start(stopping);
