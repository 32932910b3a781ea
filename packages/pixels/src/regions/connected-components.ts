import type { Box, Mask } from '@camscope/core';

/** 4: pixels that share an edge are connected; 8: an edge or a corner. */
export type Connectivity = 4 | 8;

/** One connected part of a mask. */
export interface Component {
  /** Number of pixels. */
  readonly area: number;
  /** Tight half-open box, in whole pixels. */
  readonly box: Box;
}

export interface ConnectedComponents {
  readonly width: number;
  readonly height: number;
  /** int32 [height, width]: 0 outside, `i + 1` on the pixels of `components[i]`. */
  readonly labels: Int32Array;
  /** In the raster order of their first pixels. */
  readonly components: readonly Component[];
}

/** The connected components of a mask: two passes over its horizontal runs with union-find. */
export function connectedComponents(mask: Mask, connectivity: Connectivity): ConnectedComponents {
  const { width, height } = mask;
  const runs = findRuns(mask);
  const roots = connectRuns(runs, height, connectivity === 8 ? 1 : 0);

  const labels = new Int32Array(width * height);
  const labelOf = new Int32Array(roots.length);
  const components: { area: number; box: { x0: number; y0: number; x1: number; y1: number } }[] = [];
  for (let y = 0; y < height; y++) {
    for (let run = runs.firstOfRow[y]; run < runs.firstOfRow[y + 1]; run++) {
      const [x0, x1] = [runs.starts[run], runs.ends[run]];
      const root = find(roots, run);
      if (root === run) labelOf[run] = components.push({ area: 0, box: { x0, y0: y, x1, y1: y + 1 } });
      const label = labelOf[root];
      for (let i = y * width + x0; i < y * width + x1; i++) labels[i] = label;
      const component = components[label - 1];
      const { box } = component;
      component.area += x1 - x0;
      if (x0 < box.x0) box.x0 = x0;
      if (x1 > box.x1) box.x1 = x1;
      box.y1 = y + 1;
    }
  }
  return { width, height, labels, components };
}

/** The union of the components with these indices into `components`. */
export function maskOfComponents(
  { width, height, labels, components }: ConnectedComponents,
  indices: Iterable<number>,
): Mask {
  const wanted = new Uint8Array(components.length + 1);
  for (const index of indices) wanted[index + 1] = 1;
  const data = new Uint8Array(labels.length);
  for (let i = 0; i < data.length; i++) data[i] = wanted[labels[i]];
  return { width, height, data };
}

/** Horizontal runs [start, end) in raster order; those of row y are `firstOfRow[y]` to `firstOfRow[y + 1]`. */
interface Runs {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly firstOfRow: Int32Array;
}

function findRuns({ width, height, data }: Mask): Runs {
  const most = height * Math.ceil(width / 2);
  const starts = new Int32Array(most);
  const ends = new Int32Array(most);
  const firstOfRow = new Int32Array(height + 1);
  let count = 0;
  for (let y = 0; y < height; y++) {
    firstOfRow[y] = count;
    const row = y * width;
    for (let x = 0; x < width; x++) {
      if (data[row + x] === 0) continue;
      starts[count] = x;
      while (x < width && data[row + x] !== 0) x++;
      ends[count++] = x;
    }
  }
  firstOfRow[height] = count;
  return { starts, ends, firstOfRow };
}

/** A union-find forest over the runs, each root being the first run of its component. */
function connectRuns({ starts, ends, firstOfRow }: Runs, height: number, reach: 0 | 1): Int32Array {
  const roots = new Int32Array(firstOfRow[height]);
  for (let run = 0; run < roots.length; run++) roots[run] = run;
  for (let y = 1; y < height; y++) {
    let above = firstOfRow[y - 1];
    let run = firstOfRow[y];
    while (above < firstOfRow[y] && run < firstOfRow[y + 1]) {
      if (starts[above] < ends[run] + reach && starts[run] < ends[above] + reach) unite(roots, above, run);
      if (ends[above] < ends[run]) above++;
      else run++;
    }
  }
  return roots;
}

function find(roots: Int32Array, run: number): number {
  while (roots[run] !== run) run = roots[run] = roots[roots[run]];
  return run;
}

function unite(roots: Int32Array, a: number, b: number): void {
  const [rootA, rootB] = [find(roots, a), find(roots, b)];
  if (rootA < rootB) roots[rootB] = rootA;
  else roots[rootA] = rootB;
}
