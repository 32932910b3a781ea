/** How graphs are written for an execution provider, beyond what the standard asks. */
export interface Dialect {
  /** Convolutions with other pads before than after are rewritten: cuDNN has none, and WebGPU overlooks those after. */
  readonly symmetricPads?: true;
  /** Convolutions are given the channels that they lack, of zeros. */
  readonly channelsByFours?: true;
  /** What gathers windows with strides is written as convolutions: those of a CPU are faster than its ConvTranspose. */
  readonly phases?: true;
}

/** By the name of an execution provider; others take graphs as they are. */
const dialects: Readonly<Record<string, Dialect>> = {
  cpu: { phases: true },
  cuda: { symmetricPads: true },
  webgpu: { channelsByFours: true, symmetricPads: true },
};

/** Of a graph that is to run wherever ONNX Runtime does. */
export const portableDialect: Dialect = { channelsByFours: true };

/** What suits all these providers: one may stand in for another. What is only faster is for those that all want it. */
export function dialectOf(...providers: readonly string[]): Dialect {
  const own = providers.map((provider) => dialects[provider] ?? {});
  const { phases, ...needed } = Object.assign({}, ...own) as Dialect;
  return phases && own.every((dialect) => dialect.phases) ? { ...needed, phases } : needed;
}
