import { random } from '@camscope/onnx/expressions';

export interface Coalitions {
  readonly count: number;
  /** Which players are in, [players] of 0 and 1. */
  kept(index: number): Float32Array;
  /** What each counts in the fit. */
  weight(index: number): number;
}

export interface CoalitionDraw {
  /** The most coalitions. */
  readonly samples: number;
  /** Whether each that is drawn is followed by its complement. */
  readonly paired: boolean;
  readonly seed: number;
}

/**
 * Coalitions of players, but for the empty one and that of all: each once, with Shapley's kernel as its weight, where there are no more
 * than `samples`; else drawn by that kernel, and of equal weight.
 */
export function coalitionsOf(players: number, draw: CoalitionDraw): Coalitions {
  return 2 ** players - 2 <= draw.samples ? everyCoalition(players) : drawnCoalitions(players, draw);
}

function everyCoalition(players: number): Coalitions {
  // A single player is alone with all that is added.
  const count = Math.max(1, 2 ** players - 2);
  const kept = (index: number) => Float32Array.from({ length: players }, (_, k) => ((index + 1) >> k) & 1);
  return {
    count,
    kept,
    weight: (index) => {
      const size = kept(index).reduce((a, b) => a + b, 0);
      return 1 / (binomial(players, size) * size * Math.max(1, players - size));
    },
  };
}

/** A size by its share of the kernel, 1 / (size · (players − size)), and of that size any coalition. */
function drawnCoalitions(players: number, { samples, paired, seed }: CoalitionDraw): Coalitions {
  const next = random(seed);
  const shares = Array.from({ length: players - 1 }, (_, i) => 1 / ((i + 1) * (players - 1 - i)));
  const total = shares.reduce((a, b) => a + b, 0);
  const all: Float32Array[] = [];
  while (all.length < samples) {
    let left = next() * total;
    let size = 1;
    while (size < players - 1 && left >= shares[size - 1]) left -= shares[size++ - 1];
    const drawn = subset(players, size, next);
    all.push(drawn);
    if (paired && all.length < samples) all.push(drawn.map((inside) => 1 - inside));
  }
  return { count: samples, kept: (index) => all[index], weight: () => 1 };
}

function subset(players: number, size: number, next: () => number): Float32Array {
  const order = Array.from({ length: players }, (_, k) => k);
  const inside = new Float32Array(players);
  for (let i = 0; i < size; i++) {
    const j = i + Math.floor(next() * (players - i));
    [order[i], order[j]] = [order[j], order[i]];
    inside[order[i]] = 1;
  }
  return inside;
}

function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return value;
}
