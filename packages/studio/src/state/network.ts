import { batch, signal } from '@preact/signals';
import type { OpenedNetwork } from '../work/api.ts';

export const network = signal<OpenedNetwork | undefined>(undefined);

/** The class that is explained; `top1`: the one of the highest score. */
export const target = signal<number | 'top1'>('top1');

/** The target layer; the network's default where it is not named. */
export const layer = signal<string | undefined>(undefined);

/** What was chosen of another network stays where this one has it, too, as does what the address told before there was any. */
export function use(opened: OpenedNetwork): void {
  const { labels: before = opened.labels } = network.value ?? {};
  batch(() => {
    const { value: index } = target;
    const label = index === 'top1' ? undefined : before[index];
    const same = label === undefined ? -1 : opened.labels.indexOf(label);
    target.value = same < 0 ? 'top1' : same;
    if (!opened.layers.some(({ name }) => name === layer.value)) layer.value = undefined;
    network.value = opened;
  });
}
