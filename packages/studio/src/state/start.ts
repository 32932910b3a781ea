import { signal } from '@preact/signals';
import type { Phantoms } from '../work/api.ts';
import { followAddress } from './address.ts';
import { workshop } from './connect.ts';
import { firstMap, makeWhatIsShown } from './maps.ts';
import { catalogue } from './methods.ts';
import { during, openImage, openNetwork } from './opening.ts';
import { told } from './problems.ts';
import { started } from './provider.ts';
import { followMaps } from './regions.ts';

/** What comes along. */
export const phantoms = signal<Phantoms>({ radiographs: [], networks: [] });

/** Opens the page with a phantom and a network that come along; ends when the first map is there, or cannot be. */
export async function start(): Promise<void> {
  followAddress(window);
  makeWhatIsShown();
  followMaps();
  await Promise.all([
    told(async () => (started.value = await workshop.start())),
    during(openWhatComesAlong),
    told(async () => (catalogue.value = await workshop.catalogue())),
  ]);
  await firstMap();
}

async function openWhatComesAlong(): Promise<void> {
  phantoms.value = await workshop.phantoms();
  const { radiographs, networks } = phantoms.value;
  await Promise.all([openPhantom(radiographs[0]), openPhantomNetwork(networks[0])]);
}

export function openPhantom(phantom: string): Promise<void> {
  return openImage({ phantom }, phantom);
}

export function openPhantomNetwork(phantom: string): Promise<void> {
  return openNetwork({ phantom }, phantom);
}
