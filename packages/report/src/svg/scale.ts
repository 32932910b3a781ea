/** From data to pixels, linearly. */
export interface Scale {
  (value: number): number;
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
}

/** A domain without extent maps to the middle of the range. */
export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [d0, d1] = domain;
  const [r0, r1] = range;
  const slope = d1 === d0 ? 0 : (r1 - r0) / (d1 - d0);
  const scale = (value: number) => (slope === 0 ? (r0 + r1) / 2 : r0 + (value - d0) * slope);
  return Object.assign(scale, { domain, range });
}

/** Round numbers (1, 2 or 5 times a power of ten apart) within the domain, about so many. */
export function ticks([low, high]: readonly [number, number], about: number): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  // Changes at the geometric means of neighbouring factors.
  const factor = [1, 2, 5].find((size, i) => (rough / power) ** 2 < size * [2, 5, 10][i] * 0.999) ?? 10;
  const step = factor * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => clean((first + i) * step));
}

/** The smallest domain between round numbers that holds all values; `[0, 1]` when there are none. */
export function roundDomain(values: Iterable<number>, about = 5): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return [0, 1];
  if (low === high) return [Math.min(0, low), Math.max(0, high) || 1];
  const step = stepOf([low, high], about);
  return [clean(Math.floor(low / step + 1e-9) * step), clean(Math.ceil(high / step - 1e-9) * step)];
}

/** A tick's label: as many decimals as the ticks need to differ. */
export function tickLabels(values: readonly number[]): string[] {
  const step = values.length > 1 ? Math.abs(values[1] - values[0]) : Math.abs(values[0]) || 1;
  const decimals = Math.min(6, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  return values.map((value) =>
    value
      .toFixed(decimals)
      .replace(/^-(?=0(\.0*)?$)/, '')
      .replace('-', '−'),
  );
}

/** Without the last digits, which come from floating-point products. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}

function stepOf(domain: readonly [number, number], about: number): number {
  const [first, second] = ticks(domain, about);
  return second === undefined ? domain[1] - domain[0] : second - first;
}
