import type { Random } from '../numeric/random.ts';
import type { Label } from './labels.ts';
import type { FindingSpec, Side } from './spec.ts';

/** A finding of this label by lot; on both sides, two. */
export function drawFinding(label: Label, random: Random): FindingSpec[] {
  const side: Side = random.chance(0.5) ? -1 : 1;
  switch (label) {
    case 'Cardiomegaly':
      return [{ label }];
    case 'Effusion':
      return sides(side, random.chance(0.25)).map((at) => {
        const height = random.chance(0.25) ? random.between(9, 15) : random.between(5.4, 9);
        return { label, side: at, height, sag: random.between(2.5, 5) };
      });
    case 'Pneumothorax':
      return [{ label, side, depth: random.between(1.6, 6), base: random.between(0.2, 1) }];
    case 'Atelectasis':
      return [
        {
          label,
          side,
          form: random.pick(['plates', 'plates', 'upper-lobe', 'lower-lobe'] as const),
          volumeLoss: random.between(0.7, 2.6),
          size: random.between(0.8, 1.2),
        },
      ];
    case 'Pneumonia':
      return sides(side, random.chance(0.25)).map((at) => ({
        label,
        side: at,
        across: random.between(0.1, 0.85),
        down: random.between(0.15, 0.95),
        radius: random.between(3, 5.6),
        thickness: random.between(4.5, 8.5),
      }));
  }
}

function sides(side: Side, both: boolean): Side[] {
  return both ? [-1, 1] : [side];
}
