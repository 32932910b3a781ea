import type { Extent, Placed } from './viewport.ts';

export interface Layers {
  readonly grey: OffscreenCanvas;
  readonly over?: { readonly picture: OffscreenCanvas; readonly opacity: number };
}

/** From so many pane pixels a pixel of the image, its pixels are seen as squares. */
const SQUARES = 4;

/** Draws a pane: its canvas is made as fine as the screen. */
export function draw(canvas: HTMLCanvasElement, { grey, over }: Layers, at: Placed, pane: Extent): void {
  const { devicePixelRatio: fine } = window;
  const [width, height] = [Math.round(pane.width * fine), Math.round(pane.height * fine)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d')!;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(at.scale * fine, 0, 0, at.scale * fine, at.left * fine, at.top * fine);
  context.imageSmoothingEnabled = at.scale < SQUARES;
  context.imageSmoothingQuality = 'high';
  context.globalAlpha = 1;
  context.drawImage(grey, 0, 0);
  if (!over) return;
  context.globalAlpha = over.opacity;
  context.drawImage(over.picture, 0, 0);
}
