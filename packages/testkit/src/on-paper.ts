import { floats } from '@camscope/conformance';
import { createModel } from '@camscope/onnx';

/**
 * A network to be worked out on paper: on a 2×2 image x two maps A¹ = ReLU(x) and A² = ReLU(1 − x), their means, and two
 * scores: S⁰ = 2·mean A¹ + 4·mean A², S¹ = −2·mean A¹ + 8·mean A². So ∂S/∂A^k is (½, 1) and (−½, 2) everywhere.
 */
export const onPaper: Uint8Array = createModel({
  nodes: [
    { op: 'Conv', inputs: ['x', 'kernel', 'bias'], outputs: ['conv'] },
    { op: 'Relu', inputs: ['conv'], outputs: ['maps'] },
    { op: 'GlobalAveragePool', inputs: ['maps'], outputs: ['pooled'] },
    { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
    { op: 'Gemm', inputs: ['flat', 'w'], outputs: ['logits'], attributes: { transB: 1 } },
  ],
  initializers: {
    kernel: floats([1, -1], [2, 1, 1, 1]),
    bias: floats([0, 1]),
    w: floats([2, 4, -2, 8], [2, 2]),
  },
  inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 2, 2] }],
  outputs: [{ name: 'logits' }],
});

/** x = [[0, 1], [2, 3]], on which A¹ = x and A² = [[1, 0], [0, 0]]. */
export const imageOnPaper = floats([0, 1, 2, 3], [1, 2, 2]);
