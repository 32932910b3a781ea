import type { Random } from '@camscope/statistics';

export interface StudySize {
  readonly models: readonly string[];
  readonly methods: readonly string[];
  readonly classes: readonly string[];
  readonly readers: number;
  readonly casesPerClass: number;
  readonly seed?: number;
}

export interface MadeCase {
  readonly image: string;
  readonly patient: string;
  readonly class: string;
  /** How easily it is found, in [0, 1]. */
  readonly ease: number;
}

export function casesOf({ classes, casesPerClass }: StudySize, random: Random): MadeCase[] {
  return classes.flatMap((label, c) =>
    Array.from({ length: casesPerClass }, (_, i) => {
      const patient = `p${Math.floor((c * casesPerClass + i) * 0.8)}`;
      return { image: `${patient}-${c}-${i}.png`, patient, class: label, ease: random.real() };
    }),
  );
}

/** In [0, 1], often 0: what an overlap looks like. */
export function overlap(skill: number, ease: number, random: Random): number {
  const raw = skill * (0.35 + 0.65 * ease) + 0.28 * (random.real() + random.real() - 1);
  return Math.min(1, Math.max(0, raw));
}
