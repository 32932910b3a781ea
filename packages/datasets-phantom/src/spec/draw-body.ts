import type { Random } from '../numeric/random.ts';
import type { Build, FilmSpec, GasSpec, Pose } from './spec.ts';

export function drawBuild(random: Random): Build {
  const fat = random.between(0.2, 1.6) + (random.chance(0.25) ? random.between(0, 2.2) : 0);
  const female = random.chance(0.45);
  return {
    halfWidth: random.between(12.9, 14.6),
    depth: random.between(0.88, 1.12) + 0.04 * fat,
    fat,
    breasts: female ? random.between(1.2, 4.2) : 0,
    breastsEnd: random.between(25.5, 31),
    scoliosis: random.normal(0, 0.45),
    knob: random.between(0.5, 1.5),
    mediastinum: random.between(-0.25, 0.5),
  };
}

export function drawPose(random: Random): Pose {
  return {
    placement: {
      scale: random.between(1, 1.22),
      x: random.normal(0, 0.7),
      y: random.normal(0.2, 0.9),
      tilt: random.normal(0, 0.03),
    },
    turn: random.normal(0, 0.07),
    inspiration: random.between(-1.6, 1.6),
    clavicles: random.between(-0.6, 1.6),
    scapulae: random.between(-0.6, 2.6),
    arms: random.between(0.5, 6),
  };
}

export function drawGas(random: Random): GasSpec {
  return {
    stomach: random.chance(0.75) ? random.between(0.7, 1.9) : 0,
    colon: random.chance(0.4) ? random.between(0.6, 1.3) : 0,
  };
}

export function drawFilm(random: Random): FilmSpec {
  const margin = (): number => (random.chance(0.2) ? random.between(0, 1.6) : -1);
  return {
    scatter: random.between(0.2, 0.6),
    photons: random.between(12000, 50000),
    blur: random.between(0.08, 0.22),
    detail: random.between(0.3, 1.3),
    dark: random.between(0.07, 0.2),
    bright: random.between(0.86, 0.98),
    gamma: random.between(1.1, 1.75),
    field: [margin(), margin(), 40 - margin(), 40 - margin()],
    fieldTilt: random.normal(0, 0.02),
  };
}
