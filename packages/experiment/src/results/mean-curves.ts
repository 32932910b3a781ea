import { readTable } from './read-table.ts';
import type { MeanCurve } from './run.ts';

/** Points at the same place of the curves of one network, method and measure, averaged. */
export async function meanCurves(path: string): Promise<MeanCurve[]> {
  const curves = new Map<string, { of: [string, string, string]; points: Map<number, Mean> }>();
  await readTable(path, ['model', 'method', 'metric', 'x', 'y'], ([model, method, metric, x, y]) => {
    const key = JSON.stringify([model, method, metric]);
    const curve = curves.get(key) ?? { of: [model, method, metric], points: new Map<number, Mean>() };
    curves.set(key, curve);
    const { n, sum } = curve.points.get(Number(x)) ?? { n: 0, sum: 0 };
    curve.points.set(Number(x), { n: n + 1, sum: sum + Number(y) });
  });
  return [...curves.values()].map(({ of: [model, method, metric], points }) => {
    const sorted = [...points].sort(([a], [b]) => a - b);
    return {
      model,
      method,
      metric,
      n: Math.max(...sorted.map(([, { n }]) => n)),
      points: sorted.map(([x, { n, sum }]) => [x, sum / n] as const),
    };
  });
}

interface Mean {
  readonly n: number;
  readonly sum: number;
}
