import { random } from '@camscope/onnx';

/** `count` numbers, uniform in [−scale, scale). */
export function uniform(seed: number, count: number, scale = 1): Float32Array {
  const next = random(seed);
  return Float32Array.from({ length: count }, () => (2 * next() - 1) * scale);
}
