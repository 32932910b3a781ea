import { CamscopeError, subexpressions } from '@camscope/core';
import type { Draft } from '../edit/draft.ts';
import { draftOf } from '../edit/draft-of.ts';
import { portableDialect } from '../placement/dialect.ts';
import { Rows } from '../gradient/rows.ts';
import { sizeAt } from '../site/arrangement-of.ts';
import { headsFor } from './block-heads.ts';
import { combinedSeed } from './combined-seed.ts';
import { compileMap, type MapRequest } from './compile-map.ts';
import { minMax, upsample } from './emit-words.ts';
import { seedOf, topSeed } from './seed.ts';
import { abs, channelMax } from './words.ts';

export interface SelfExplainingRequest extends Omit<MapRequest, 'dialect'> {
  /** The expression gives a signed number per element of the input: its largest magnitude over channels is shown. */
  readonly attribution: boolean;
  /** Adds the input `class`. */
  readonly classInput: boolean;
}

export interface SelfExplaining {
  readonly draft: Draft;
  /** The image and, if asked for, the class to explain: int64 [1] or one per image, −1 for the top class. */
  readonly inputs: { readonly image: string; readonly class?: string };
  /** Outputs. They are called otherwise than `logits` and `heatmap` only where the network uses those names inside. */
  readonly outputs: { readonly logits: string; readonly heatmap: string };
}

/**
 * A network that explains itself: one file with outputs `logits` [N,classes] and `heatmap` [N,1,H,W], upsampled to the
 * image (bilinear, half-pixel) and brought to [0, 1]. It explains the top class (the first of equals) or the one that
 * its input `class` names. Needs no camscope to run.
 * @throws CamscopeError EXPRESSION_INVALID, OPERATOR_UNSUPPORTED, MODEL_UNSUPPORTED.
 */
export function selfExplaining(request: SelfExplainingRequest): SelfExplaining {
  const { head, expression, attribution, classInput, score } = request;
  if (expression.word === 'average') {
    throw new CamscopeError(
      'MODEL_UNSUPPORTED',
      'A method that averages over samples cannot be saved in one file',
      {
        found: 'It needs many runs of the network',
        fix: 'Choose a method of one pass, such as grad-cam',
      },
    );
  }
  const { graph, blockLogits } = headsFor(request, [...subexpressions(expression)]);
  const { draft, emit } = draftOf(graph, portableDialect);
  const logits = emit.reshape(head.logits, [-1, head.classes]);
  const asked = classInput ? free('class') : undefined;
  if (asked) draft.addInput({ name: asked, type: 'int64', dims: ['explanations'] });
  const top = topSeed(emit, logits, head.classes);
  const index = asked && emit.reshape(emit.node('Cast', [asked], { to: 1 }), [-1, 1]);
  const chosen = index ? seedOf(emit, index, top, head.classes) : top;
  const rows = new Rows(graph, emit);
  const { classes } = head;
  const seed = score ? combinedSeed(emit, rows, score, { logits, chosen, classes }) : chosen;
  const shown = attribution ? channelMax(abs(expression)) : expression;
  const leaves = {
    draft,
    graph,
    head,
    blockLogits,
    seed,
    rows,
    imageRange: request.imageRange,
  };
  const raw = compileMap({ ...request, expression: shown }, leaves, emit);
  const size = sizeAt(graph, head.image);
  const map = minMax(emit, upsample(emit, raw, size));
  const outputs = {
    logits:
      head.logits === 'logits' && graph.shape('logits')?.length === 2
        ? 'logits'
        : emit.named(logits, free('logits')),
    heatmap: emit.named(map, free('heatmap')),
  };
  draft.setOutputs([
    { name: outputs.logits, type: 'float32', dims: ['batch', head.classes] },
    { name: outputs.heatmap, type: 'float32', dims: ['batch', 1, ...size] },
  ]);
  draft.stripTraces();
  const image = head.image.tensor;
  return { draft, inputs: asked ? { image, class: asked } : { image }, outputs };

  function free(name: string): string {
    return graph.has(name) ? free(`${name}_`) : name;
  }
}
