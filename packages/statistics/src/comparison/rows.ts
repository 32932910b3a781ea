import { mean } from '../summary.ts';
import type { FactorTable } from '../table/factor-table.ts';
import { pivot } from '../table/pivot.ts';
import type { CompareOptions, Coverage } from './types.ts';

/** Complete rows: the methods' values side by side, and whose they are. */
export interface Rows {
  readonly methods: readonly string[];
  /** One array per method, aligned. */
  readonly values: readonly Float64Array[];
  /** Of each row: the number of its unit, a cluster, and of its network. */
  readonly unit: Uint32Array;
  readonly network: Uint32Array;
  readonly networks: readonly string[];
  readonly coverage: Coverage;
}

export function rowsOf(table: FactorTable, options: CompareOptions): Rows {
  const { method = 'method', cases = ['image'], cluster, network, methods, duplicates } = options;
  const factors = [...new Set([...cases, ...[cluster, network].filter((factor) => factor !== undefined)])];
  const aligned = pivot(table, { rows: factors, columns: method, order: methods, duplicates });
  const keys = Array.from({ length: aligned.rows }, (_, row) =>
    cases.length === 1
      ? aligned.keys[cases[0]][row]
      : JSON.stringify(cases.map((name) => aligned.keys[name][row])),
  );
  const [caseNumbers] = numbered(keys);
  const [unit, units] = numbered(cluster === undefined ? keys : aligned.keys[cluster]);
  const [networkOf, networks] = numbered(network === undefined ? keys.map(() => '') : aligned.keys[network]);
  return {
    methods: aligned.columns,
    values: aligned.values,
    unit,
    network: networkOf,
    networks,
    coverage: {
      rows: aligned.rows,
      dropped: aligned.dropped,
      missing: Object.fromEntries(aligned.columns.map((name, m) => [name, aligned.missing[m]])),
      cases: new Set(caseNumbers).size,
      clusters: units.length,
      networks,
    },
  };
}

/** Means of a row's value, or of what is computed from it, over the rows of each group, groups in ascending order. */
export function groupMeans(
  values: Float64Array,
  groups: Uint32Array,
): { groups: number[]; means: Float64Array } {
  const members = new Map<number, number[]>();
  groups.forEach((group, row) => {
    const known = members.get(group);
    if (known) known.push(values[row]);
    else members.set(group, [values[row]]);
  });
  const order = [...members.keys()].sort((a, b) => a - b);
  return { groups: order, means: Float64Array.from(order, (group) => mean(members.get(group) ?? [])) };
}

/** Numbers from 0, in order of first appearance, and what they stand for. */
function numbered(labels: readonly string[]): [Uint32Array, string[]] {
  const numbers = new Map<string, number>();
  const codes = Uint32Array.from(labels, (label) => {
    const number = numbers.get(label) ?? numbers.size;
    numbers.set(label, number);
    return number;
  });
  return [codes, [...numbers.keys()]];
}
