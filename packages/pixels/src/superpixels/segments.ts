/** An image cut into segments. */
export interface Segments {
  readonly count: number;
  /** The segment of each pixel, from 0 to count − 1, row by row. */
  readonly labels: Int32Array;
}

/** Segments of equal size, `rows` × `columns` of them as near as whole pixels allow, counted row by row. */
export function gridSegments(height: number, width: number, rows: number, columns: number): Segments {
  const [down, across] = [Math.min(rows, height), Math.min(columns, width)];
  const labels = Int32Array.from({ length: height * width }, (_, i) => {
    const row = Math.floor((Math.floor(i / width) * down) / height);
    return row * across + Math.floor(((i % width) * across) / width);
  });
  return { count: down * across, labels };
}
