import { CARRIED } from '../../studio/tolerances.ts';
import { code, tableOf } from '../markdown.ts';

/** Methods that carry rounding further than others, and how far. */
export function carriedSection(): string {
  return tableOf(
    ['method', 'network', 'WASM from the CPU', 'weights moved by the last bit', 'held to', 'why'],
    Object.entries(CARRIED).map(([method, { network, apart, moved, within, why }]) => [
      ...[code(method), code(network)],
      ...[apart, moved, within].map((figure) => figure.toExponential()),
      why,
    ]),
  );
}
