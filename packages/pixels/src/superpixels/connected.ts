import type { Segments } from './segments.ts';

const NONE = -1;

/**
 * Segments in one piece each, renumbered in the order of their first pixels: pieces of less than `smallest` pixels go to a
 * neighbour, and what has more than `largest` is cut. As scikit-image's `slic` with `enforce_connectivity`.
 */
export function connectedSegments(
  labels: ArrayLike<number>,
  [height, width]: readonly [number, number],
  smallest: number,
  largest: number,
): Segments {
  const joined = new Int32Array(labels.length).fill(NONE);
  let count = 0;
  for (let first = 0; first < labels.length; first++) {
    if (joined[first] !== NONE) continue;
    const { piece, beside } = pieceFrom(first, count);
    if (piece.length >= smallest) count++;
    else for (const place of piece) joined[place] = beside;
  }
  return { count: Math.max(count, 1), labels: joined };

  /** Pixels in one piece with the first, which become those of a new segment; and the segment seen last beside them. */
  function pieceFrom(first: number, label: number) {
    const piece = [first];
    let beside = 0;
    joined[first] = label;
    for (let next = 0; next < piece.length && piece.length < largest; next++) {
      for (const place of neighbours(piece[next])) {
        if (labels[place] === labels[first] && joined[place] === NONE) {
          joined[place] = label;
          piece.push(place);
          if (piece.length >= largest) break;
        } else if (joined[place] !== NONE && joined[place] !== label) beside = joined[place];
      }
    }
    return { piece, beside };
  }

  /** Right, left, below, above. */
  function neighbours(place: number): number[] {
    const [y, x] = [Math.floor(place / width), place % width];
    const all: number[] = [];
    if (x + 1 < width) all.push(place + 1);
    if (x > 0) all.push(place - 1);
    if (y + 1 < height) all.push(place + width);
    if (y > 0) all.push(place - width);
    return all;
  }
}
