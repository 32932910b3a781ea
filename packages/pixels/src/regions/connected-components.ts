import type { Mask } from '@camscope/core';
import { type Component, connectedSpans, type Connectivity } from './connect.ts';

export interface ConnectedComponents {
  readonly width: number;
  readonly height: number;
  /** int32 [height, width]: 0 outside, `i + 1` on the pixels of `components[i]`. */
  readonly labels: Int32Array;
  /** In the raster order of their first pixels. */
  readonly components: readonly Component[];
}

/** The connected components of a mask, labelled pixel by pixel. Where labels are not needed, `connectedSpans` is faster. */
export function connectedComponents(mask: Mask, connectivity: Connectivity): ConnectedComponents {
  const { width, height, starts, ends, firstOfRow, componentOf, components } = connectedSpans(
    mask,
    connectivity,
  );
  const labels = new Int32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let span = firstOfRow[y]; span < firstOfRow[y + 1]; span++) {
      labels.fill(componentOf[span] + 1, y * width + starts[span], y * width + ends[span]);
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
