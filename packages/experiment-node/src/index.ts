export { nodeMachine } from './node-machine.ts';
export { openStore } from './store/cacache-store.ts';
export { serveMeasuring, type MeasuringThread } from './threads/serve.ts';
export { measureInWorkers, type WorkerStart } from './threads/worker-measurer.ts';
