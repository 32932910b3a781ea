import { computed, signal } from '@preact/signals';
import type { ColourMapName } from '@camscope/pixels';
import { WHOLE, type Viewport } from '../viewer/viewport.ts';
import { presetWindow, type GreyWindow, type WindowPreset } from '../viewer/window.ts';
import { image } from './images.ts';

export const viewport = signal<Viewport>(WHOLE);

/** A preset fits each image by itself; a window that was dragged stays as it is. */
export const windowing = signal<WindowPreset | GreyWindow>('full');
export const inverted = signal(false);

export const greyWindow = computed((): GreyWindow => {
  const { value: chosen } = windowing;
  if (typeof chosen !== 'string') return chosen;
  return image.value ? presetWindow(chosen, image.value) : { low: 0, high: 1 };
});

/** Share of the map's colour, in [0, 1]. */
export const opacity = signal(0.45);
export const colours = signal<ColourMapName>('jet');
/** Heat below it is not shown, in [0, 1]. */
export const cut = signal(0);
/** Share of the pixels with any heat that reach up to the hottest colour. */
export const reach = signal(1);

/** Whether maps come and go. */
export const blinking = signal(false);
/** Whether maps are away just now. */
export const away = signal(false);
/** Whether the map in focus minus the next one is shown. */
export const differing = signal(false);

export const tools = ['move', 'window', 'box', 'polygon'] as const;
export type Tool = (typeof tools)[number];
export const tool = signal<Tool>('move');

export function resetView(): void {
  viewport.value = WHOLE;
  windowing.value = 'full';
  inverted.value = false;
}
