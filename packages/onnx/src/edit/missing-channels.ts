/** What a convolution makes of how many channels. */
export interface ConvolutionShape {
  readonly channels: number;
  readonly outputs: number;
  readonly kernel: readonly number[];
  readonly group: number;
}

/**
 * How many channels of zeros a convolution lacks to be computed rightly by ONNX Runtime's WebGPU provider (1.30 and before): where channels
 * come by threes and outputs by fours, it reads as if there were three channels (microsoft/onnxruntime, issue 29651). Of three channels,
 * of kernels of one place and in groups it is right.
 */
export function missingChannels({ channels, outputs, kernel, group }: ConvolutionShape): number {
  const byThrees = channels > 3 && channels % 3 === 0 && channels % 4 !== 0;
  const isWrong = byThrees && outputs % 4 === 0 && group === 1 && kernel.some((size) => size > 1);
  return isWrong ? 4 - (channels % 4) : 0;
}
