import type { Dataset, Sample } from '@camscope/core';
import { createRandom } from '@camscope/statistics';
import type { Measuring } from '../chosen.ts';

/** Where readers looked on images of other patients than a sample's: shares of width and height, x and y in turns. */
export type OtherFixations = (sample: Sample) => Float64Array | undefined;

/** At most how many such places any of the metrics asks for; 0 where none asks. */
export function othersAsked(metrics: Measuring['metrics']): number {
  return metrics.reduce(
    (most, { contribution, options }) => Math.max(most, contribution.others?.(options) ?? 0),
    0,
  );
}

/**
 * Gathers where readers looked. A reading counts once, whatever the number of labels that it stands for. Where there are more
 * places than are asked for, they are a draw without replacement, which the study's seed and the image decide.
 * @returns undefined where no metric asks.
 */
export function otherFixations(metrics: Measuring['metrics'], data: Dataset, seed: number): OtherFixations {
  const most = othersAsked(metrics);
  if (most === 0) return () => undefined;
  let known: ReturnType<typeof gathered> | undefined;
  return (sample) => {
    const { places, groups } = (known ??= gathered(data));
    const [from, to] = groups.get(groupOf(sample)) ?? [0, 0];
    const rest = Uint32Array.from({ length: places.length / 2 - (to - from) }, (_, i) =>
      i < from ? i : i + to - from,
    );
    const random = createRandom((seed ^ hashOf(sample.id)) >>> 0);
    const n = Math.min(most, rest.length);
    const drawn = new Float64Array(2 * n);
    for (let i = 0; i < n; i++) {
      const j = i + random.below(rest.length - i);
      [rest[i], rest[j]] = [rest[j], rest[i]];
      drawn.set(places.subarray(2 * rest[i], 2 * rest[i] + 2), 2 * i);
    }
    return drawn;
  };
}

/** How many fixations there are, on how many images of how many patients; an image without a patient is one of its own. */
export function countFixations({ samples }: Dataset): {
  fixations: number;
  images: number;
  patients: number;
} {
  const looked = samples.map((sample) => ({ sample, n: readingsOf(sample).length })).filter(({ n }) => n > 0);
  return {
    fixations: looked.reduce((sum, { n }) => sum + n, 0),
    images: looked.length,
    patients: new Set(looked.map(({ sample }) => groupOf(sample))).size,
  };
}

/** Every place, patient by patient, and which are whose. */
function gathered({ samples }: Dataset) {
  const byGroup = new Map<string, number[]>();
  for (const sample of samples) {
    const group = groupOf(sample);
    const places = byGroup.get(group) ?? [];
    byGroup.set(group, places);
    for (const { x, y } of readingsOf(sample)) places.push(x / sample.frame.width, y / sample.frame.height);
  }
  const groups = new Map<string, readonly [from: number, to: number]>();
  let from = 0;
  for (const [group, places] of byGroup) {
    const to = from + places.length / 2;
    groups.set(group, [from, to]);
    from = to;
  }
  const all = new Float64Array(2 * from);
  for (const [group, [at]] of groups) all.set(byGroup.get(group)!, 2 * at);
  return { places: all, groups };
}

/** The fixations of every reading of an image. */
function readingsOf({ annotations }: Sample) {
  const readings = new Map(
    annotations.flatMap(({ fixations, reader, confounder, fault }) =>
      fixations === undefined || confounder || fault !== undefined
        ? []
        : [[JSON.stringify([reader ?? null, fixations]), fixations] as const],
    ),
  );
  return [...readings.values()].flat();
}

/** Images of a patient are not independent; without one, an image stands for itself. */
function groupOf({ patient, id }: Sample): string {
  return patient === undefined ? `image ${id}` : `patient ${patient}`;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
