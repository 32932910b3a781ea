export { add, sub, mul, div, relu, positive, abs, spatialMean, spatialSum, channelSum, channelMean, minMax, upsample, gradient } from './expression/words.ts';
export type { Operand } from './expression/words.ts';
