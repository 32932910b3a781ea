import type { BlockNorms, Named } from '@camscope/onnx';

export interface Block {
  readonly output: string;
  /** Where the graph shows its branches. */
  readonly norms?: BlockNorms;
}

/** The names of torchvision and, which the target is called by, of timm. @param norm what enters the pool, if it is behind the last block. */
export function namesOf(stages: readonly (readonly Block[])[], norm: string | undefined): Named[] {
  const twice = (timm: string, torchvision: string, tensor: string | undefined): Named[] =>
    tensor === undefined
      ? []
      : [
          [torchvision, tensor],
          [timm, tensor],
        ];
  return [
    ...twice('patch_embed', 'features.0', stages[0][0].norms?.input),
    ...stages.flatMap((stage, s) => [
      ...stage.flatMap(({ output, norms }, b) => {
        const [timm, torchvision] = [`layers.${s}.blocks.${b}`, `features.${2 * s + 1}.${b}`];
        return [
          ...twice(`${timm}.norm1`, `${torchvision}.norm1`, norms?.norm1),
          ...twice(`${timm}.norm2`, `${torchvision}.norm2`, norms?.norm2),
          ...twice(timm, torchvision, output),
        ];
      }),
      ...twice(`layers.${s}`, `features.${2 * s + 1}`, stage[stage.length - 1].output),
    ]),
    ...(norm === undefined ? [] : [['norm', norm] as const]),
  ];
}
