import type { Segments } from '@camscope/pixels';

/** Segments widened, which overlap. */
export interface Regions {
  /** The pixels of each. */
  readonly pixels: readonly (readonly number[])[];
  /** Of each pixel, the regions that it lies in. */
  readonly of: readonly (readonly number[])[];
}

/** Segments, one cut of the image after another, each widened by a disk of this radius in pixels. */
export function regionsOf(cuts: readonly Segments[], height: number, width: number, radius: number): Regions {
  const disk = diskOf(radius);
  const pixels: number[][] = [];
  const of: number[][] = Array.from({ length: height * width }, () => []);
  for (const { count, labels } of cuts) {
    const first = pixels.length;
    for (let k = 0; k < count; k++) pixels.push([]);
    for (let place = 0; place < of.length; place++) {
      const [y, x] = [Math.floor(place / width), place % width];
      for (const [dy, dx] of disk) {
        if (y + dy < 0 || y + dy >= height || x + dx < 0 || x + dx >= width) continue;
        const own = pixels[first + labels[place + dy * width + dx]];
        // Pixels come in order: where this one has entered, it is the last.
        if (own.at(-1) === place) continue;
        own.push(place);
        of[place].push(first + labels[place + dy * width + dx]);
      }
    }
  }
  return { pixels, of };
}

/** Places at a distance of at most `radius`. */
function diskOf(radius: number): readonly (readonly [dy: number, dx: number])[] {
  const axis = Array.from({ length: 2 * radius + 1 }, (_, i) => i - radius);
  return axis.flatMap((dy) =>
    axis.flatMap((dx) => (dy ** 2 + dx ** 2 <= radius ** 2 ? [[dy, dx] as const] : [])),
  );
}
