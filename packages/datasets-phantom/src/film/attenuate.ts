import type { Scene } from '../findings/scene.ts';

/** Linear attenuation in 1/cm at about 110 kV, beam hardening left out; bone is counted besides soft tissue. */
const MU = { tissue: 0.2, lung: 0.045, bone: 0.4 };

/** Attenuation of every pixel's ray (Beer and Lambert), without unit. */
export function attenuation({ body, lung, gas, bone, vessels }: Scene): Float32Array {
  const field = new Float32Array(body.length);
  for (let i = 0; i < field.length; i++) {
    const aerated = Math.max(0, lung[i] - Math.min(vessels[i], lung[i]));
    const tissue = Math.max(0, body[i] - aerated - gas[i]);
    field[i] = MU.tissue * tissue + MU.lung * aerated + MU.bone * bone[i];
  }
  return field;
}
