import { profile, smoothstep } from '../numeric/profile.ts';
import type { PneumothoraxSpec } from '../spec/spec.ts';
import type { Scene } from './scene.ts';

/** Thickness in cm of the visceral pleura seen edge on, and half its width. */
const PLEURA = { thickness: 1.1, half: 0.075 };

/**
 * Gas between chest wall and lung: blacker than lung, without vessels, and bounded by the thin line of the visceral pleura.
 * The lung that is left is denser for it.
 */
export function applyPneumothorax(
  { grid, thorax, lung, gas, vessels }: Scene,
  { side, depth, base }: PneumothoraxSpec,
): Float32Array {
  const gap = profile([
    [thorax.apex, depth * 1.25],
    [thorax.apex + 5, depth],
    [thorax.apex + 14, depth * (0.35 + 0.65 * base)],
    [thorax.apex + 24, depth * base],
  ]);
  const half = Math.max(PLEURA.half, 0.55 / grid.pixelsPerCm);
  const line = PLEURA.thickness * (PLEURA.half / half);
  const collapse = Math.min(0.4, depth * 0.05);
  const found = new Float32Array(lung.length);
  for (let i = 0; i < found.length; i++) {
    const [x, y] = [grid.x[i], grid.y[i]];
    if (x * side <= 0 || lung[i] === 0) continue;
    const beyond = gap(y) - thorax.wallDistance(x, y);
    const outside = smoothstep(-0.08, 0.08, beyond);
    found[i] = outside * lung[i];
    const pleura = Math.min(lung[i] - found[i], line * Math.max(0, 1 - Math.abs(beyond) / (2 * half)));
    vessels[i] *= 1 - outside;
    gas[i] += found[i];
    lung[i] = (lung[i] - found[i] - pleura) * (1 - collapse);
  }
  return found;
}
