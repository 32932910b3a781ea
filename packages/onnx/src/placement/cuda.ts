import type { OnnxNode } from '../format/node-proto.ts';
import { CUDA_KERNELS, CUDA_TYPES, CUDA_VERSION, INLINED } from './cuda-kernels.ts';
import type { Device } from './device.ts';

/**
 * Why the CUDA provider hands a node to the CPU although it has a kernel for it, by operator: `GetCapability` in
 * core/providers/cuda/cuda_execution_provider.cc of ONNX Runtime. Version 1.30 itself was asked, too, about single
 * operators (tools/reference/cuda_placement.py). It takes Conv with uneven pads, but hands them to the front end of cuDNN 9 as
 * they are (nn/conv.cc), with nothing to fall back on where that refuses them. Pools may have any pads.
 */
const HANDED_BACK: Readonly<Record<string, (node: OnnxNode) => string | undefined>> = {
  ConvTranspose: unevenPads,
  Cast: (node) => (Number(node.attribute('to')) === STRING ? 'it casts to strings' : undefined),
  RNN: (node) => recurrent(node, ['tanh', 'tanh']),
  ArgMax: lastIndex,
  ArgMin: lastIndex,
  GRU: (node) =>
    Number(node.attribute('linear_before_reset') ?? 0) !== 1
      ? 'linear_before_reset is not 1'
      : recurrent(node, ['sigmoid', 'tanh', 'sigmoid', 'tanh']),
  LSTM: (node) => {
    if (Number(node.attribute('input_forget') ?? 0) !== 0) return 'input_forget is set';
    if ((node.inputs[7] ?? '') !== '') return 'it has peepholes';
    return recurrent(node, ['sigmoid', 'tanh', 'tanh', 'sigmoid', 'tanh', 'tanh']);
  },
};

/** TensorProto.DataType */
const STRING = 8;

export const cuda: Device = {
  title: `CUDA of ONNX Runtime ${CUDA_VERSION}`,
  kernels: CUDA_KERNELS,
  types: CUDA_TYPES,
  inlined: INLINED,
  refuses: (node) =>
    node.domain === '' && Object.hasOwn(HANDED_BACK, node.op) ? HANDED_BACK[node.op](node) : undefined,
  // Runs of gradients need that much to be fastest, and the smallest cards that run CUDA 13 have twice as much.
  memory: 2 ** 32,
};

/** cuDNN pads both ends of an axis alike; what `auto_pad` comes to is not looked at. */
function unevenPads(node: OnnxNode): string | undefined {
  const auto = node.attribute('auto_pad');
  if (auto === 'SAME_UPPER' || auto === 'SAME_LOWER') return `its pads are those of ${auto}`;
  const pads = (node.attribute('pads') ?? []) as readonly number[];
  const axes = pads.length / 2;
  return pads.slice(0, axes).some((pad, i) => pad !== pads[i + axes])
    ? `its pads [${pads.join(', ')}] differ before and after`
    : undefined;
}

function lastIndex(node: OnnxNode): string | undefined {
  return Number(node.attribute('select_last_index') ?? 0) !== 0 ? 'select_last_index is set' : undefined;
}

function recurrent(node: OnnxNode, activations: readonly string[]): string | undefined {
  const set = ['activation_alpha', 'activation_beta', 'clip'].find((name) => node.attributes.has(name));
  if (set !== undefined) return `${set} is set`;
  const own = (node.attribute('activations') ?? []) as readonly string[];
  const other = own.find((name, i) => name.toLowerCase() !== activations[i]);
  return other === undefined ? undefined : `it has the activation ${other}`;
}
