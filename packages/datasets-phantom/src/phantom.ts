import type { Box, Mask } from '@camscope/core';
import { addAirways, addBowelGas } from './anatomy/airways.ts';
import { bodyThickness } from './anatomy/body.ts';
import { heartThickness } from './anatomy/heart.ts';
import { mediastinumThickness } from './anatomy/mediastinum.ts';
import { addRibs } from './anatomy/ribs.ts';
import { addShoulders } from './anatomy/shoulders.ts';
import { addSpine } from './anatomy/spine.ts';
import { type Thorax, thoraxOf } from './anatomy/thorax.ts';
import { vesselThickness } from './anatomy/vessels.ts';
import { attenuation } from './film/attenuate.ts';
import { expose } from './film/expose.ts';
import { drawMarker } from './film/marker.ts';
import { applyFinding } from './findings/apply.ts';
import type { Scene } from './findings/scene.ts';
import { type Grid, gridOf } from './numeric/grid.ts';
import { smoothstep } from './numeric/profile.ts';
import { Pen } from './numeric/stroke.ts';
import { valueNoise } from './numeric/texture.ts';
import type { Label } from './spec/labels.ts';
import type { PhantomSpec } from './spec/spec.ts';

/** Where a finding's own matter is thinner than so many cm, the image does not show it. */
export const MASK_CM = 0.8;

/** What a phantom has, and exactly where. */
export interface PhantomFinding {
  readonly label: Label;
  /** The pixels whose rays pass through at least `MASK_CM` of it. */
  readonly mask: Mask;
}

/** A synthetic chest radiograph, of nobody. */
export interface Phantom {
  readonly spec: PhantomSpec;
  /** In pixels, width and height. */
  readonly size: number;
  /** Row-major [size, size] in [0, 1], white where least radiation arrives. */
  readonly image: Float32Array;
  /** One for each label that the image shows. */
  readonly findings: readonly PhantomFinding[];
  /** Box of the lead letter, in pixels. */
  readonly marker?: Box;
  /** The inside of the rib cage, heart and mediastinum included. */
  readonly thorax: Mask;
  readonly heart: Mask;
}

/** Makes a phantom of `size` × `size` pixels. */
export function generatePhantom(spec: PhantomSpec, { size }: { readonly size: number }): Phantom {
  const grid = gridOf(spec.pose.placement, size);
  const thorax = thoraxOf(spec);
  const cage = cageDepth(thorax, grid);
  const scene = sceneOf(spec, grid, thorax, cage);
  const thickness = new Map<Label, Float32Array>();
  for (const finding of spec.findings) {
    const own = applyFinding(scene, finding);
    const other = thickness.get(finding.label);
    thickness.set(finding.label, other ? own.map((value, i) => Math.max(value, other[i])) : own);
  }
  const image = expose(attenuation(scene), scene.body, spec, grid);
  const marker = spec.marker && drawMarker(image, size, spec.marker);
  return {
    spec,
    size,
    image,
    findings: [...thickness]
      .map(([label, field]) => ({ label, mask: maskOf(field, size, MASK_CM) }))
      .filter(({ mask }) => mask.data.includes(1)),
    ...(marker && { marker }),
    thorax: maskOf(cage, size, 0),
    heart: maskOf(scene.heart, size, MASK_CM),
  };
}

function sceneOf(spec: PhantomSpec, grid: Grid, thorax: Thorax, cage: Float32Array): Scene {
  const pen = new Pen(grid);
  const heart = heartThickness(spec, thorax, grid);
  const mediastinum = mediastinumThickness(spec, thorax, grid);
  const gas = new Float32Array(cage.length);
  const bone = new Float32Array(cage.length);
  addAirways(spec, thorax, pen, gas);
  addBowelGas(spec, spec.gas, thorax, pen, gas);
  addSpine(spec, grid, bone);
  addRibs(spec, thorax, pen, bone);
  addShoulders(spec, pen, bone);
  const texture = valueNoise(spec.seed + 2);
  const lung = cage.map((depth, i) => {
    const free = depth - Math.max(mediastinum[i], heart[i]);
    return free > 0 ? free * (0.96 + 0.04 * texture(grid.x[i] * 2.6, grid.y[i] * 2.6)) : 0;
  });
  return {
    spec,
    grid,
    thorax,
    body: bodyThickness(spec, grid),
    lung,
    gas,
    bone,
    heart,
    vessels: vesselThickness(spec, thorax, grid),
  };
}

/** Length in cm of each pixel's ray through the rib cage above the diaphragm, and through the recess behind it. */
function cageDepth(thorax: Thorax, grid: Grid): Float32Array {
  const field = new Float32Array(grid.x.length);
  for (let i = 0; i < field.length; i++) {
    const [x, y] = [grid.x[i], grid.y[i]];
    const depth = thorax.depth(x, y);
    if (depth === 0) continue;
    const below = y - thorax.dome(x < 0 ? -1 : 1, x);
    const behind = 0.2 * (1 - smoothstep(0, 4, below));
    field[i] = depth * (behind + (1 - behind) * (1 - smoothstep(-0.15, 0.15, below)));
  }
  return field;
}

function maskOf(field: Float32Array, size: number, least: number): Mask {
  const data = new Uint8Array(field.length);
  for (let i = 0; i < data.length; i++) data[i] = field[i] > least ? 1 : 0;
  return { width: size, height: size, data };
}
