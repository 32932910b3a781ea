// @ts-check
/** A thread that measures: `workerData` is what src/measure-worker.ts asks for. */
import { runFrom } from './sources.js';

await runFrom('measure-worker');
