import { residualOf, spelt, type Part } from '@camscope/onnx';

/** A block that ends in a linear convolution, with or without a way around it. */
export interface Block {
  readonly parts: readonly Part[];
  readonly output: string;
}

export interface InvertedBody {
  readonly stem: Part;
  /** In graph order. */
  readonly blocks: readonly Block[];
  /** The activation after the last convolution, which is outside all blocks. */
  readonly head?: Part;
}

const STEM = 'ka?';
/** Expansion, depthwise convolution, squeeze and excitation, projection; quantisers merge activations away. */
const INVERTED = '(?:[1k]a?)?(?:da?)?s?1s?';
/** The blocks of EfficientNet v2 that expand nothing. */
const FUSED = 'ka';
const BODY = new RegExp(`^(${STEM})((?:\\+|${INVERTED}(?!a)|${FUSED})+?)(1a)?$`);
const BLOCK = new RegExp(`\\+|${INVERTED}(?!a)|${FUSED}`, 'g');
const BRANCH = new RegExp(`^(?:${INVERTED}|${FUSED})$`);

/** The chain of inverted residuals after a stem; undefined where anything else stands between, or none expands its channels. */
export function invertedBody(parts: readonly Part[]): InvertedBody | undefined {
  const [, stem, body, head] = BODY.exec(spelt(parts)) ?? [];
  if (stem === undefined) return undefined;
  const blocks: Block[] = [];
  let at = stem.length;
  for (const [{ length }] of body.matchAll(BLOCK)) {
    const own = parts.slice(at, at + length);
    const block = own[0].letter === '+' ? around(own[0]) : own;
    if (!block) return undefined;
    blocks.push({ parts: block, output: own[length - 1].output });
    at += length;
  }
  const isInverted = blocks.some(({ parts: own }) => /^1a?d/.test(spelt(own)));
  const isResidual = body.includes('+');
  if (at !== stem.length + body.length || !isInverted || !isResidual) return undefined;
  return {
    stem: parts[stem.length - 1],
    blocks,
    head: head === undefined ? undefined : parts[parts.length - 1],
  };
}

/** What a block does beside its way around. */
function around(sum: Part): readonly Part[] | undefined {
  const { main, shortcut } = residualOf(sum) ?? {};
  return main && /^1?$/.test(spelt(shortcut!)) && BRANCH.test(spelt(main)) ? main : undefined;
}
