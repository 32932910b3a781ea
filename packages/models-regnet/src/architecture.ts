import { convolutionsOf, type ResidualBlock } from '@camscope/onnx';

/** The published networks by blocks in each stage: their names in torchvision, or else in timm. */
const PUBLISHED: Record<'x' | 'y', Record<string, string>> = {
  x: {
    '1-1-4-7': 'regnetx_002',
    '1-2-7-12': 'regnet_x_400mf',
    '1-3-5-7': 'regnetx_006',
    '1-3-7-5': 'regnet_x_800mf',
    '2-4-10-2': 'regnet_x_1_6gf',
    '2-6-15-2': 'regnet_x_3_2gf',
    '2-5-14-2': 'regnetx_040',
    '2-4-10-1': 'regnetx_064',
    '2-5-15-1': 'regnet_x_8gf',
    '2-5-11-1': 'regnetx_120',
    '2-6-13-1': 'regnet_x_16gf',
    '2-7-13-1': 'regnet_x_32gf',
  },
  y: {
    '1-1-4-7': 'regnety_002',
    '1-3-6-6': 'regnet_y_400mf',
    '1-3-7-4': 'regnety_006',
    '1-3-8-2': 'regnet_y_800mf',
    '2-6-17-2': 'regnet_y_1_6gf',
    '2-5-13-1': 'regnet_y_3_2gf',
    '2-6-12-2': 'regnety_040',
    '2-7-14-2': 'regnety_064',
    '2-4-10-1': 'regnet_y_8gf',
    '2-5-11-1': 'regnety_120',
    '2-4-11-1': 'regnet_y_16gf',
    '2-5-12-1': 'regnet_y_32gf',
    '2-7-17-1': 'regnet_y_128gf',
  },
};

/** The network's name by its blocks, or else what is known of it. */
export function architectureOf(stages: readonly (readonly ResidualBlock[])[], kind: 'x' | 'y'): string {
  const counts = stages.map((blocks) => blocks.length).join('-');
  const { groups, to } = convolutionsOf(stages[0][0].main)[1];
  return PUBLISHED[kind][counts] ?? `regnet_${kind} (${counts}, groups of ${to / groups})`;
}
