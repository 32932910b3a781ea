import type { Grid } from './grid.ts';

/** A point of a tube's axis: place and radius in cm, and the thickness of the tube at its axis in cm. */
export interface AxisPoint {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly thickness: number;
}

/** Thickness at a distance d from the axis, both as shares of the whole, for d in [0, 1]. */
export type CrossSection = (d: number) => number;

export const solid: CrossSection = (d) => Math.sqrt(1 - d * d);

/** A bone: a dense shell around marrow, so that the edges are the brightest. */
export const shell: CrossSection = (d) => {
  const inner = 0.74;
  const marrow = d < inner ? Math.sqrt(inner * inner - d * d) : 0;
  return 1.25 * (Math.sqrt(1 - d * d) - 0.7 * marrow);
};

/** Draws tubes onto fields; one of these serves all strokes on a grid. */
export class Pen {
  readonly #grid: Grid;
  readonly #scratch: Float32Array;

  constructor(grid: Grid) {
    this.#grid = grid;
    this.#scratch = new Float32Array(grid.size * grid.size);
  }

  /** Adds one tube, whose parts do not add up where they meet. */
  add(field: Float32Array, axis: readonly AxisPoint[], section: CrossSection): void {
    const scratch = this.#scratch;
    let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
    for (let k = 1; k < axis.length; k++) {
      const box = this.#segment(scratch, axis[k - 1], axis[k], section);
      left = Math.min(left, box[0]);
      top = Math.min(top, box[1]);
      right = Math.max(right, box[2]);
      bottom = Math.max(bottom, box[3]);
    }
    const { size } = this.#grid;
    for (let row = top; row <= bottom; row++) {
      for (let i = row * size + left; i <= row * size + right; i++) {
        field[i] += scratch[i];
        scratch[i] = 0;
      }
    }
  }

  /** Raises the field to one tube's thickness: tubes drawn this way do not add up. */
  raise(field: Float32Array, from: AxisPoint, to: AxisPoint, section: CrossSection): void {
    this.#segment(field, from, to, section);
  }

  /** Tubes thinner than a pixel are drawn wider and fainter. */
  #segment(
    field: Float32Array,
    from: AxisPoint,
    to: AxisPoint,
    section: CrossSection,
  ): [left: number, top: number, right: number, bottom: number] {
    const { size, pixelsPerCm, columnOf, rowOf } = this.#grid;
    const [x0, y0] = [columnOf(from.x, from.y) - 0.5, rowOf(from.x, from.y) - 0.5];
    const dx = columnOf(to.x, to.y) - 0.5 - x0;
    const dy = rowOf(to.x, to.y) - 0.5 - y0;
    const length2 = dx * dx + dy * dy || 1e-9;
    const least = 0.75;
    const [r0, r1] = [from.radius * pixelsPerCm, to.radius * pixelsPerCm];
    const reach = Math.max(r0, r1, least);
    const left = Math.max(0, Math.ceil(Math.min(x0, x0 + dx) - reach));
    const right = Math.min(size - 1, Math.floor(Math.max(x0, x0 + dx) + reach));
    const top = Math.max(0, Math.ceil(Math.min(y0, y0 + dy) - reach));
    const bottom = Math.min(size - 1, Math.floor(Math.max(y0, y0 + dy) + reach));
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const [px, py] = [column - x0, row - y0];
        const t = Math.max(0, Math.min(1, (px * dx + py * dy) / length2));
        const [ex, ey] = [px - t * dx, py - t * dy];
        const own = r0 + t * (r1 - r0);
        const radius = Math.max(own, least);
        const distance2 = ex * ex + ey * ey;
        if (distance2 >= radius * radius) continue;
        const thickness = (from.thickness + t * (to.thickness - from.thickness)) * Math.min(1, own / radius);
        const value = thickness * section(Math.sqrt(distance2) / radius);
        const i = row * size + column;
        if (value > field[i]) field[i] = value;
      }
    }
    return right < left || bottom < top ? [Infinity, Infinity, -1, -1] : [left, top, right, bottom];
  }
}
