import { proxy } from 'comlink';
import type { Workshop } from '../work/api.ts';

/**
 * Has a service worker keep the application and what is used of it, so that it opens without its server. Nothing is kept where a
 * page may have none, or where its server has none: that of `camscope view` refuses it.
 */
export async function workOffline({ fetched }: Pick<Workshop, 'fetched'>): Promise<void> {
  // Absent on a page that came over plain HTTP from another machine.
  const { serviceWorker } = navigator as { readonly serviceWorker?: ServiceWorkerContainer };
  if (!serviceWorker) return;
  const used = new Set<string>();
  const tell = () => serviceWorker.controller?.postMessage([...used]);
  serviceWorker.addEventListener('controllerchange', tell);
  await fetched(
    proxy((urls: readonly string[]) => {
      for (const url of urls) used.add(url);
      tell();
    }),
  );
  await serviceWorker.register('service-worker.js').catch(() => undefined);
}
