/** Width and height, in pixels of an image or of a pane. */
export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** What all panes look at, whatever their size: a place of the image in the middle of the pane. */
export interface Viewport {
  /** 1: the image fits the pane. */
  readonly zoom: number;
  /** Shares of the image's width and height. */
  readonly x: number;
  readonly y: number;
}

/** Where an image lies on a pane: its top left corner and pane pixels per image pixel. */
export interface Placed {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

export const WHOLE: Viewport = { zoom: 1, x: 0.5, y: 0.5 };

const ZOOM = { least: 0.5, most: 40 };

export function placed({ zoom, x, y }: Viewport, image: Extent, pane: Extent): Placed {
  const scale = zoom * Math.min(pane.width / image.width, pane.height / image.height);
  return {
    scale,
    left: pane.width / 2 - x * image.width * scale,
    top: pane.height / 2 - y * image.height * scale,
  };
}

/** The place of the image, in its pixels, below a place of the pane. */
export function toImage(x: number, y: number, { left, top, scale }: Placed): [x: number, y: number] {
  return [(x - left) / scale, (y - top) / scale];
}

/** Zoomed with a place of the image, in shares of it, kept where it is on the pane. */
export function zoomed(
  view: Viewport,
  factor: number,
  [x, y]: readonly [number, number] = [view.x, view.y],
): Viewport {
  const zoom = clamp(view.zoom * factor, ZOOM.least, ZOOM.most);
  const kept = view.zoom / zoom;
  return within({ zoom, x: x + (view.x - x) * kept, y: y + (view.y - y) * kept });
}

/** Moved by pane pixels, as if the image were dragged. */
export function dragged(view: Viewport, dx: number, dy: number, scale: number, image: Extent): Viewport {
  return within({ ...view, x: view.x - dx / (scale * image.width), y: view.y - dy / (scale * image.height) });
}

/** The middle of a pane stays on the image. */
function within(view: Viewport): Viewport {
  return { ...view, x: clamp(view.x, 0, 1), y: clamp(view.y, 0, 1) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
