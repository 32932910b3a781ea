export interface SlimNetwork {
  /** Its fixture in tools/tests/fixtures/networks. */
  readonly fixture: string;
  /** A layer before the target, for methods that take several. */
  readonly early: string;
}

/** A slim network of each family. */
export const NETWORKS: Readonly<Record<string, SlimNetwork>> = {
  resnet: { fixture: 'resnet', early: 'layer2' },
  densenet: { fixture: 'densenet', early: 'transition2' },
  efficientnet: { fixture: 'efficientnet-b0', early: 'features.2' },
  convnext: { fixture: 'convnext', early: 'features.3' },
  vgg: { fixture: 'vgg-bn', early: 'features.14' },
  inception: { fixture: 'googlenet', early: 'inception4d' },
  regnet: { fixture: 'regnet-y', early: 'trunk_output.block2' },
  vit: { fixture: 'vit', early: 'blocks.1.norm1' },
  swin: { fixture: 'swin', early: 'layers.0' },
  generic: { fixture: 'squeezenet', early: 'features.7' },
};
