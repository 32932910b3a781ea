import { signal } from '@preact/signals';
import type { Phantoms, Started } from '../work/api.ts';
import { followAddress } from './address.ts';
import { workshop } from './connect.ts';
import { makeWhatIsShown } from './maps.ts';
import { catalogue } from './methods.ts';
import { openImage, openNetwork } from './opening.ts';
import { told } from './problems.ts';
import { followMaps } from './regions.ts';

/** What computes; absent until it is known. */
export const started = signal<Started | undefined>(undefined);

/** What comes along. */
export const phantoms = signal<Phantoms>({ radiographs: [], networks: [] });

/** Opens the page with a phantom and a network that come along; the catalogue is read while the first map is made. */
export async function start(): Promise<void> {
  followAddress(window);
  makeWhatIsShown();
  followMaps();
  started.value = await told(() => workshop.start());
  const known = await told(() => workshop.phantoms());
  if (!known) return;
  phantoms.value = known;
  await Promise.all([openPhantom(known.radiographs[0]), openPhantomNetwork(known.networks[0])]);
  catalogue.value = (await told(() => workshop.catalogue())) ?? catalogue.value;
}

export function openPhantom(phantom: string): Promise<void> {
  return openImage({ phantom }, phantom);
}

export function openPhantomNetwork(phantom: string): Promise<void> {
  return openNetwork({ phantom }, phantom);
}
