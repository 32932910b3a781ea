import { cuda } from './cuda.ts';
import type { Device } from './device.ts';

/** Devices of which it is known what they run, by the name of their execution provider. */
export const devices = { cuda } satisfies Record<string, Device>;
export type DeviceName = keyof typeof devices;

/** Undefined where nothing is known of the provider. */
export function deviceOf(provider: string): Device | undefined {
  return Object.hasOwn(devices, provider) ? devices[provider as DeviceName] : undefined;
}
