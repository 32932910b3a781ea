import type { Value } from '../../edit/emitter.ts';
import type { Way } from './way.ts';

/** What gives numbers within bounds, whatever it is given. */
const BOUNDED = new Set(['Sigmoid', 'HardSigmoid', 'Tanh', 'Erf', 'Clip', 'Softmax']);
/** What hands bounds on: of one value and constants. */
const PASSING = new Set([
  ...['Add', 'Sub', 'Mul', 'Div', 'Identity', 'Cast', 'Dropout'],
  ...[
    'Reshape',
    'Flatten',
    'Squeeze',
    'Unsqueeze',
    'Transpose',
    'Expand',
    'QuantizeLinear',
    'DequantizeLinear',
  ],
]);

/** Whether a factor says how much of another is let through: a squeeze's sigmoid, or what makes x a GELU or SiLU of it. */
export function isGate({ graph, values }: Way, factor: Value): boolean {
  for (let value = factor; ;) {
    const node = graph.producer(value);
    if (!node || node.domain !== '') return false;
    if (BOUNDED.has(node.op)) return true;
    const onWay = node.inputs.filter((input) => values.has(input));
    if (!PASSING.has(node.op) || onWay.length !== 1) return false;
    [value] = onWay;
  }
}
