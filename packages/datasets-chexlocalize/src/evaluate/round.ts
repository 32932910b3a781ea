/** To three decimals as NumPy rounds: halves of the number times 1000 to even. */
export function roundTo3(value: number): number {
  const scaled = value * 1000;
  const down = Math.floor(scaled);
  const rest = scaled - down;
  return (rest > 0.5 || (rest === 0.5 && down % 2 !== 0) ? down + 1 : down) / 1000;
}
