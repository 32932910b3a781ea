import { computed, effect, signal } from '@preact/signals';
import type { Choice, MadeMap, Score, Segmented, Shape } from '../work/api.ts';
import { workshop } from './connect.ts';
import { image } from './images.ts';
import { mapOf, panes, type Pane } from './maps.ts';
import { told } from './problems.ts';
import { shapesOn } from './shapes.ts';

export const segmenter = signal<Choice>({ use: 'multi-otsu' });

/** Every map is cut at this heat, in [0, 1], whatever cut it before. */
export function cutAt(value: number): void {
  const options = segmenter.value.use === 'threshold' ? segmenter.value.options : {};
  segmenter.value = { use: 'threshold', options: { ...options, method: 'value', value } };
}

interface Wanted {
  readonly maps: readonly MadeMap[];
  readonly by: Choice;
  readonly shapes: readonly Shape[];
}

/** What was read of a map, and by what: both go with the map, so that going back to it takes no time. */
interface Read extends Omit<Wanted, 'maps'> {
  readonly segmented: Segmented;
  /** Absent where nothing is drawn. */
  readonly measured?: readonly Score[];
}

/** A new object whenever something was read. */
const reads = signal({ of: new WeakMap<MadeMap, Read>() });

export function segmentedOf(pane: Pane): Segmented | undefined {
  return readOf(pane)?.segmented;
}

export function measuredOf(pane: Pane): readonly Score[] | undefined {
  return readOf(pane)?.measured;
}

function readOf(pane: Pane): Read | undefined {
  const map = mapOf(pane);
  return map && reads.value.of.get(map);
}

const wanted = computed((): Wanted => {
  const maps = panes.value.flatMap((pane) => mapOf(pane) ?? []);
  return { maps, by: segmenter.value, shapes: image.value ? shapesOn(image.value.id) : [] };
});

/** Keeps regions and scores of all maps on screen in step with the segmenter and what is drawn; what is overtaken is left out. */
export function followMaps(): () => void {
  let busy = false;
  const follow = async () => {
    if (busy) return;
    busy = true;
    for (let last: Wanted | undefined; last !== wanted.value;) {
      last = wanted.value;
      await told(() => readAll(wanted.value));
    }
    busy = false;
  };
  return effect(() => {
    if (wanted.value.maps.length > 0) void follow();
  });
}

async function readAll({ maps, by, shapes }: Wanted): Promise<void> {
  const { of } = reads.value;
  const isKnown = (map: MadeMap) => {
    const known = of.get(map);
    return known?.by === by && known.shapes === shapes;
  };
  await Promise.all(
    maps.map(async (map) => {
      if (isKnown(map)) return;
      const segmented = await workshop.segment(map.key, by);
      const measured = shapes.length > 0 ? await workshop.measure(map.key, by, shapes) : undefined;
      of.set(map, { by, shapes, segmented, measured });
    }),
  );
  reads.value = { of };
}
