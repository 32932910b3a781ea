import { convolutionsOf, spelt, type Part } from '@camscope/onnx';
import type { Block, InvertedBody } from './body.ts';

/** Networks whose layers are called alike. */
export type Line = 'efficientnet' | 'mobilenet_v2' | 'mobilenet_v3' | 'mnasnet';

/** The published networks of a line: by blocks in each stage, and by channels of the last where depths are the same. */
const PUBLISHED: Record<string, Record<string, string | Record<number, string>>> = {
  efficientnet: {
    '1-2-2-3-3-4-1': 'b0',
    '2-3-3-4-4-5-2': { 320: 'b1', 352: 'b2' },
    '2-3-3-5-5-6-2': 'b3',
    '2-4-4-6-6-8-2': 'b4',
    '3-5-5-7-7-9-3': 'b5',
    '3-6-6-8-8-11-3': 'b6',
    '4-7-7-10-10-13-4': 'b7',
  },
  efficientnet_v2: {
    '2-4-4-6-9-15': 's',
    '3-5-5-7-14-18-5': 'm',
    '4-7-7-10-19-25-7': 'l',
    '4-8-8-16-24-32-8': 'xl',
    '1-2-2-3-5-8': 'b0',
    '2-3-3-4-6-9': 'b1',
    '2-3-3-4-6-10': 'b2',
    '2-3-3-5-7-12': 'b3',
  },
  mobilenet_v2: { '1-2-3-4-3-3-1': '' },
  mobilenet_v3: { '1-2-3-4-2-3': 'large', '1-2-3-2-3': 'small' },
  mnasnet: { '1-3-3-3-2-4-1': { 160: '0_5', 240: '0_75', 320: '1_0', 416: '1_3' } },
};

/** By activations, squeeze and excitation, and blocks: a slim MobileNetV2 is a `mobilenet_v2` too. */
export function architectureOf(
  body: InvertedBody,
  stages: readonly (readonly Block[])[],
): { readonly line: Line; readonly name: string } {
  const [line, family] = familyOf(body);
  const counts = stages.map((blocks) => blocks.length).join('-');
  const known = PUBLISHED[family]?.[counts];
  const width = convolutionsOf(body.blocks[body.blocks.length - 1].parts).at(-1)!.to;
  const variant = typeof known === 'object' ? known[width] : known;
  const joint = family === 'mnasnet' ? '' : '_';
  if (variant === undefined) return { line, name: `${family} (${counts})` };
  return { line, name: variant === '' ? family : `${family}${joint}${variant}` };
}

function familyOf({ stem, blocks }: InvertedBody): readonly [Line, family: string] {
  const inner = blocks.flatMap(({ parts }) => parts);
  const activations = [stem, ...inner].filter(({ letter }) => letter === 'a').map(kindOf);
  const isFused = blocks.some(({ parts }) => spelt(parts).startsWith('k'));
  const isExcited = inner.some(({ letter }) => letter === 's');
  if (activations.includes('silu')) return ['efficientnet', isFused ? 'efficientnet_v2' : 'efficientnet'];
  if (activations.includes('hard-swish')) return ['mobilenet_v3', 'mobilenet_v3'];
  if (activations.includes('clip')) return ['mobilenet_v2', 'mobilenet_v2'];
  return isExcited ? ['mobilenet_v2', 'inverted residuals'] : ['mnasnet', 'mnasnet'];
}

/** What an activation is, by its operators. */
function kindOf({ ops }: Part): 'silu' | 'hard-swish' | 'clip' | 'other' {
  const has = (...names: string[]) => names.some((name) => ops.includes(name));
  if (has('Swish') || (has('Sigmoid') && has('Mul'))) return 'silu';
  if (has('HardSwish') || has('Mul')) return 'hard-swish';
  return has('Clip', 'Min') ? 'clip' : 'other';
}
