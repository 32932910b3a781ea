/** A slim network of each family: its fixture in tools/tests/fixtures/networks. */
export const NETWORKS: Readonly<Record<string, string>> = {
  resnet: 'resnet',
  densenet: 'densenet',
  efficientnet: 'efficientnet-b0',
  convnext: 'convnext',
  vgg: 'vgg-bn',
  inception: 'googlenet',
  regnet: 'regnet-y',
  vit: 'vit',
  swin: 'swin',
  generic: 'squeezenet',
};
