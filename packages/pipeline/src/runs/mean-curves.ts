import type { faithfulnessCurves } from '../tables/faithfulness-curves.ts';
import { readTable, type TableFile } from '../tables/read-table.ts';
import type { LineOf } from '../tables/table.ts';

/** A curve averaged over the images of a network, method and measure. */
export interface MeanCurve {
  readonly model: string;
  readonly method: string;
  readonly metric: string;
  /** Curves averaged. */
  readonly n: number;
  readonly points: readonly (readonly [x: number, y: number])[];
}

const COLUMNS = ['model', 'method', 'metric', 'x', 'y'] as const;
type Column = (typeof COLUMNS)[number];

/** Points at the same place of the curves of one network, method and measure, averaged. */
export async function meanCurves(file: TableFile<typeof faithfulnessCurves>): Promise<MeanCurve[]> {
  const curves = new Map<string, { of: [string, string, string]; points: Map<number, Mean> }>();
  const add = ({ model, method, metric, x = 0, y = 0 }: LineOf<typeof faithfulnessCurves, Column>) => {
    const key = JSON.stringify([model, method, metric]);
    const curve = curves.get(key) ?? { of: [model, method, metric], points: new Map<number, Mean>() };
    curves.set(key, curve);
    const { n, sum } = curve.points.get(x) ?? { n: 0, sum: 0 };
    curve.points.set(x, { n: n + 1, sum: sum + y });
  };
  await readTable(file, COLUMNS, add);
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
