/**
 * Up to three of `names` that a person may have meant by `name`, best first: a few letters tell them apart, or it is among their
 * words, as `iou` in `box-iou`.
 */
export function nearest(name: string, names: readonly string[]): string[] {
  const asked = name.toLowerCase();
  const limit = asked.length < 4 ? 1 : Math.max(2, Math.floor(asked.length / 3));
  return names
    .map((candidate) => ({ candidate, distance: editDistance(asked, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= limit || inWords(candidate).includes(inWords(asked)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map((entry) => entry.candidate);
}

/** `-box-iou-` of `Box IoU`. */
function inWords(name: string): string {
  return `-${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}-`;
}

/** How many letters are put in, left out or exchanged (Levenshtein). */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
