import type { Named } from '@camscope/onnx';

export interface Tokens {
  /** The patches, as a convolution makes them. */
  readonly patches: string | undefined;
  /** What each block makes queries, keys and values from, in order. */
  readonly norms: readonly string[];
  /** What each block makes of its tokens. */
  readonly outputs: readonly string[];
  /** What the head reads, if it is behind the last block. */
  readonly norm: string | undefined;
}

/** The names of torchvision and, which the target is called by, of timm. */
export function namesOf({ patches, norms, outputs, norm }: Tokens): Named[] {
  const twice = (timm: string, torchvision: string, tensor: string | undefined): Named[] =>
    tensor === undefined
      ? []
      : [
          [torchvision, tensor],
          [timm, tensor],
        ];
  return [
    ...twice('patch_embed', 'conv_proj', patches),
    ...outputs.flatMap((output, i) => [
      ...twice(`blocks.${i}.norm1`, `encoder.layers.encoder_layer_${i}.ln_1`, norms[i]),
      ...twice(`blocks.${i}`, `encoder.layers.encoder_layer_${i}`, output),
    ]),
    ...twice('norm', 'encoder.ln', norm),
  ];
}
