/** [a,b] as [b,a], where b is `inner`. */
export function swap(item: Float32Array, into: Float32Array, inner: number): void {
  const outer = item.length / inner;
  for (let a = 0; a < outer; a++) {
    for (let b = 0; b < inner; b++) into[b * outer + a] = item[a * inner + b];
  }
}
