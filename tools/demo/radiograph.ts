import type { Box, Raster } from '@camscope/core';
import { random } from '@camscope/onnx';

/** Width and height of a demo radiograph in pixels; the published boxes of ChestX-ray14 count pixels of this size. */
export const FRAME = 1024;

export interface DemoRadiograph {
  readonly raster: Raster;
  /** Where the opacity is. */
  readonly box: Box;
}

/** An ellipse that adds `light` at its centre and nothing at its edge and beyond; `edge` is how sharply it ends. */
interface Shade {
  readonly x: number;
  readonly y: number;
  readonly rx: number;
  readonly ry: number;
  readonly light: number;
  readonly edge: number;
}

/**
 * A drawing of a chest radiograph, not of a patient: body, two lungs, heart, spine and ribs, with one opacity in a lung
 * whose place is known.
 */
export function demoRadiograph(seed: number): DemoRadiograph {
  const next = random(seed);
  const between = (low: number, high: number) => low + (high - low) * next();
  const side = next() < 0.5 ? -1 : 1;
  const opacity: Shade = {
    x: 512 + side * between(210, 250),
    y: between(340, 660),
    rx: between(70, 110),
    ry: between(70, 110),
    light: between(0.42, 0.5),
    edge: 4,
  };
  const shades: Shade[] = [
    { x: 512, y: 600, rx: 560, ry: 640, light: 0.75, edge: 40 },
    { x: 290, y: 520, rx: 170, ry: 350, light: -0.62, edge: 12 },
    { x: 734, y: 520, rx: 170, ry: 350, light: -0.62, edge: 12 },
    { x: 512, y: 500, rx: 60, ry: 520, light: 0.18, edge: 4 },
    { x: 575, y: 680, rx: 150, ry: 170, light: 0.3, edge: 5 },
    opacity,
  ];
  return { raster: draw(shades, next), box: boxAround(opacity) };
}

function draw(shades: readonly Shade[], next: () => number): Raster {
  const data = new Uint8Array(FRAME * FRAME);
  for (let y = 0; y < FRAME; y++) {
    for (let x = 0; x < FRAME; x++) {
      let light = 0.03;
      for (const shade of shades) light += shadeAt(shade, x, y);
      const rib = 0.03 * Math.sin((y + 0.0006 * (x - 512) ** 2) / 14);
      data[y * FRAME + x] = Math.max(0, Math.min(255, Math.round(255 * (light + rib) + 10 * (next() - 0.5))));
    }
  }
  return { width: FRAME, height: FRAME, channels: 1, data, white: 255 };
}

function shadeAt({ x, y, rx, ry, light, edge }: Shade, px: number, py: number): number {
  const distance = ((px - x) / rx) ** 2 + ((py - y) / ry) ** 2;
  return distance < 1 ? light * (1 - distance ** edge) : 0;
}

/** The opacity down to about a third of its light: where a reader would draw the box. */
function boxAround({ x, y, rx, ry }: Shade): Box {
  return { x0: x - 0.9 * rx, y0: y - 0.9 * ry, x1: x + 0.9 * rx, y1: y + 0.9 * ry };
}
