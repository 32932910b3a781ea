import { blurred, softened } from '../numeric/blur.ts';
import { DETECTOR_CM, type Grid } from '../numeric/grid.ts';
import { randomOf } from '../numeric/random.ts';
import type { FilmSpec, PhantomSpec } from '../spec/spec.ts';

/** Standard deviation in cm of scattered radiation at the detector. */
const SCATTER_CM = 3.2;
/** Standard deviation in cm of what counts as surroundings. */
const DETAIL_CM = 1.8;
/** How fast the grey scale flattens towards white. */
const SHOULDER = 1.5;
/** Thickness in cm after which a body scatters as much as it ever will. */
const SCATTER_DEPTH = 8;

/**
 * From attenuation to a radiograph in [0, 1], white where least radiation arrives: primary and scattered radiation,
 * quantum noise, the detector's blur, collimation, and a grey scale set by what the image holds, as digital systems do.
 */
export function expose(
  attenuation: Float32Array,
  body: Float32Array,
  { viewSeed, film }: PhantomSpec,
  { size }: Grid,
): Float32Array {
  const dose = detected(attenuation, body, film, size);
  const photons = film.photons * (256 / size) ** 2;
  const random = randomOf(viewSeed, 'noise');
  const density = new Float32Array(dose.length);
  for (let i = 0; i < dose.length; i++) {
    const noise = random.normal(0, 1) / Math.sqrt(photons * dose[i] + 4);
    density[i] = Math.log(dose[i] * Math.max(0.05, 1 + noise));
  }
  const sharp = sharpened(softened(density, size, film.blur), film.detail, size);
  return collimated(graded(sharp, body, film), film, size);
}

/** Primary and scattered radiation, relative to the open field. */
function detected(attenuation: Float32Array, body: Float32Array, film: FilmSpec, size: number): Float32Array {
  const dose = new Float32Array(attenuation.length);
  const source = new Float32Array(attenuation.length);
  for (let i = 0; i < dose.length; i++) {
    dose[i] = Math.exp(-attenuation[i]);
    source[i] = Math.min(0.2, dose[i]) * Math.min(1, body[i] / SCATTER_DEPTH);
  }
  const scattered = blurred(source, size, (SCATTER_CM / DETECTOR_CM) * size);
  for (let i = 0; i < dose.length; i++) dose[i] += film.scatter * scattered[i];
  return dose;
}

/** Stretches the body's 2nd to 98th percentile to the film's levels, bends, and saturates softly beyond. */
function graded(density: Float32Array, body: Float32Array, { dark, bright, gamma }: FilmSpec): Float32Array {
  const within: number[] = [];
  for (let i = 0; i < density.length; i += 7) if (body[i] > 5) within.push(density[i]);
  const sorted = Float32Array.from(within).sort();
  const high = sorted[Math.floor(0.98 * (sorted.length - 1))];
  const low = sorted[Math.floor(0.02 * (sorted.length - 1))];
  return density.map((value) => {
    const level = Math.max(0, (high - value) / (high - low));
    const bent = (1 - Math.exp(-SHOULDER * level ** gamma)) / (1 - Math.exp(-SHOULDER));
    return Math.max(
      0,
      Math.min(1, dark + (bright - dark) * bent - (value > high ? 0.35 * (value - high) : 0)),
    );
  });
}

/** What stands out from its surroundings, raised; what lies in the open field counts as half open to those beside it. */
function sharpened(density: Float32Array, detail: number, size: number): Float32Array {
  const surroundings = blurred(
    density.map((value) => Math.min(-1, value)),
    size,
    (DETAIL_CM / DETECTOR_CM) * size,
  );
  return density.map((value, i) => value + detail * (Math.min(-1, value) - surroundings[i]));
}

/** Next to nothing arrives outside of the field. */
function collimated(image: Float32Array, { field, fieldTilt }: FilmSpec, size: number): Float32Array {
  const [left, top, right, bottom] = field;
  const scale = DETECTOR_CM / size;
  const [cos, sin] = [Math.cos(fieldTilt), Math.sin(fieldTilt)];
  for (let row = 0, i = 0; row < size; row++) {
    for (let column = 0; column < size; column++, i++) {
      const dx = (column + 0.5) * scale - DETECTOR_CM / 2;
      const dy = (row + 0.5) * scale - DETECTOR_CM / 2;
      const x = cos * dx + sin * dy + DETECTOR_CM / 2;
      const y = cos * dy - sin * dx + DETECTOR_CM / 2;
      const inside = Math.min(x - left, right - x, y - top, bottom - y) / 0.12 + 0.5;
      if (inside < 1) image[i] *= Math.max(0, inside);
    }
  }
  return image;
}
