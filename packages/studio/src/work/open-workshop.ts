import { wrap, type Remote } from 'comlink';
import type { Workshop } from './api.ts';
import { sendErrorsWhole } from './errors.ts';

export interface OpenWorkshop {
  readonly workshop: Remote<Workshop>;
  /** Ends the worker, and with it all that it does and holds. */
  end(): void;
}

/** Starts the worker of the page. It ends with the page. */
export function openWorkshop(): OpenWorkshop {
  sendErrorsWhole();
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'workshop' });
  addEventListener('pagehide', ({ persisted }) => persisted || worker.terminate());
  return { workshop: wrap<Workshop>(worker), end: () => worker.terminate() };
}
