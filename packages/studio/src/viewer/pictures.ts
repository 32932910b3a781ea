import { computed } from '@preact/signals';
import { image } from '../state/images.ts';
import { greyWindow, inverted } from '../state/view.ts';
import type { MadeMap } from '../work/api.ts';
import { paintDifference, paintGrey, paintHeat, toBitmap, type HeatLook } from './paint.ts';
import type { Extent } from './viewport.ts';

/** The radiograph as it is shown, painted once for all panes. */
export const greyPicture = computed(() => {
  const { value: seen } = image;
  return seen && toBitmap(paintGrey(seen, greyWindow.value, inverted.value), seen.width, seen.height);
});

interface Heat {
  readonly how: string;
  readonly picture: OffscreenCanvas;
}

/** The last picture of each map, which goes with the map. */
const heats = new WeakMap<Float32Array, Heat>();

export function heatPicture({ map }: Pick<MadeMap, 'map'>, size: Extent, look: HeatLook): OffscreenCanvas {
  return remembered(map, JSON.stringify(look), size, () => paintHeat(map, look));
}

const differences = new WeakMap<Float32Array, WeakMap<Float32Array, OffscreenCanvas>>();

export function differencePicture(first: MadeMap, second: MadeMap, size: Extent): OffscreenCanvas {
  const known = differences.get(first.map) ?? new WeakMap<Float32Array, OffscreenCanvas>();
  differences.set(first.map, known);
  const picture =
    known.get(second.map) ?? toBitmap(paintDifference(first.map, second.map), size.width, size.height);
  known.set(second.map, picture);
  return picture;
}

function remembered(map: Float32Array, how: string, size: Extent, paint: () => Uint32Array): OffscreenCanvas {
  const known = heats.get(map);
  if (known?.how === how) return known.picture;
  const picture = toBitmap(paint(), size.width, size.height);
  heats.set(map, { how, picture });
  return picture;
}
