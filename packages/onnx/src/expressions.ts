export {
  add,
  sub,
  mul,
  div,
  relu,
  positive,
  abs,
  spatialMean,
  spatialSum,
  channelSum,
  channelMean,
  channelMax,
  minMax,
  upsample,
  average,
  original,
  gradient,
} from './expression/words.ts';
export type { Operand } from './expression/words.ts';
export { backdrop, type BackdropName } from './expression/backdrop.ts';
export { straightLine, gaussianNoise, type Samples } from './expression/samples.ts';
export type { UpsampleKernel } from './numeric/interpolation.ts';
export { random } from './numeric/random.ts';
