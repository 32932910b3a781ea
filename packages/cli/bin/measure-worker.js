// @ts-check
/** A thread that measures: `workerData` is what src/study/measure-worker.ts asks for. */
import { runFrom } from './sources.js';

await runFrom('study/measure-worker');
