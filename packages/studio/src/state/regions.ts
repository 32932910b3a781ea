import { computed, effect, signal } from '@preact/signals';
import type { Choice, Score, Segmented, Shape } from '../work/api.ts';
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

interface Read {
  readonly segmented: Segmented;
  /** Absent where nothing is drawn. */
  readonly measured?: readonly Score[];
}

const read = signal<ReadonlyMap<string, Read>>(new Map());

export function segmentedOf({ id }: Pane): Segmented | undefined {
  return read.value.get(id)?.segmented;
}

export function measuredOf({ id }: Pane): readonly Score[] | undefined {
  return read.value.get(id)?.measured;
}

interface Wanted {
  readonly maps: readonly { readonly id: string; readonly key: string }[];
  readonly by: Choice;
  readonly shapes: readonly Shape[];
}

const wanted = computed((): Wanted => {
  const maps = panes.value.flatMap((pane) => {
    const map = mapOf(pane);
    return map ? [{ id: pane.id, key: map.key }] : [];
  });
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
  const now = await Promise.all(
    maps.map(async ({ id, key }): Promise<[string, Read]> => {
      const segmented = await workshop.segment(key, by);
      const measured = shapes.length > 0 ? await workshop.measure(key, by, shapes) : undefined;
      return [id, { segmented, measured }];
    }),
  );
  read.value = new Map(now);
}
