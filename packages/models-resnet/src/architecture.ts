import { convolutionsOf, spelt, type ResidualBlock } from '@camscope/onnx';

/** Depths of the published networks, by kind of block and blocks in each stage. */
const DEPTHS: Record<Kind, Record<string, number>> = {
  basic: { '2-2-2-2': 18, '3-4-6-3': 34 },
  bottleneck: { '3-4-6-3': 50, '3-4-23-3': 101, '3-8-36-3': 152 },
};
/** Channels out of a bottleneck for each inside it. */
const EXPANSION = 4;

type Kind = 'basic' | 'bottleneck';

/** The convolution over space inside a block. */
interface Inner {
  readonly groups: number;
  readonly channels: number;
  /** Channels out of the block. */
  readonly out: number;
}

/**
 * The network's name: by its blocks, so a slim ResNet-50 is a `resnet50` too.
 * @returns undefined unless all blocks are of one kind and there are at least two stages.
 */
export function architectureOf(stages: readonly (readonly ResidualBlock[])[]): string | undefined {
  const blocks = stages.flat();
  const kinds = new Set(blocks.map(kindOf));
  const groups = new Set(blocks.map((block) => innerOf(block).groups));
  const [kind] = kinds;
  if (stages.length < 2 || kinds.size !== 1 || groups.size !== 1 || kind === undefined) return undefined;
  const counts = stages.map((stage) => stage.length).join('-');
  const depth = DEPTHS[kind][counts];
  const name = depth && nameOf(depth, innerOf(blocks[0]), kind);
  return name || `resnet (${counts}, ${kind})`;
}

/** By what lies on the branches, pools aside; undefined for anything else, among it the blocks of RegNets. */
function kindOf(block: ResidualBlock): Kind | undefined {
  const [main, shortcut] = [block.main, block.shortcut].map((parts) => spelt(parts).replaceAll(/[vm]/g, ''));
  if (shortcut !== '' && shortcut !== '1') return undefined;
  if (main === 'kak') return 'basic';
  if (main === '1aka1') return 'bottleneck';
  const { channels, out } = innerOf(block);
  return main === '1aga1' && channels !== out ? 'bottleneck' : undefined;
}

function innerOf({ main }: ResidualBlock): Inner {
  const all = convolutionsOf(main);
  return { groups: all[1]?.groups, channels: all.at(-2)?.to ?? NaN, out: all.at(-1)?.to ?? NaN };
}

function nameOf(depth: number, { groups, channels, out }: Inner, kind: Kind): string | undefined {
  if (groups > 1) return `resnext${depth}_${groups}x${channels / groups}d`;
  const widening = (channels / out) * (kind === 'bottleneck' ? EXPANSION : 1);
  if (widening === 1) return `resnet${depth}`;
  return Number.isInteger(widening) ? `wide_resnet${depth}_${widening}` : undefined;
}
