/** `1 image`, `2 images`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** `340 B`, `1.2 MB`: powers of 1000. */
export function bytes(n: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, n < 1 ? 0 : Math.floor(Math.log10(n) / 3));
  const value = n / 1000 ** power;
  return `${power === 0 ? Math.round(value) : value.toPrecision(value < 10 ? 2 : 3)} ${units[power]}`;
}

/** `3.2 per second`, `4.5 s each`, `2 min 5 s each`. */
export function pace(secondsPerStep: number): string {
  if (secondsPerStep <= 1) return `${(1 / secondsPerStep).toFixed(1)} per second`;
  return `${secondsPerStep < 10 ? `${secondsPerStep.toFixed(1)} s` : duration(secondsPerStep)} each`;
}
