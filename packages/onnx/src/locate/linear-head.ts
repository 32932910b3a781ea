import { CamscopeError, type NodeView, type TensorSite } from '@camscope/core';
import type { Value } from '../edit/emitter.ts';
import type { Graph } from '../graph/graph.ts';
import { isStrided } from '../graph/strided.ts';
import { poolAfter } from '../perturbation/pool-after.ts';
import { mapsShapeAt } from '../site/arrangement-of.ts';
import { convolutionOf } from './convolution.ts';

export interface LinearHead {
  /** A value of `classes` times as many weights as the maps have channels. */
  readonly weights: Value;
  /** Whether a class is a row of them, or a column. */
  readonly classIs: 'row' | 'column';
}

const CARRIERS = new Set(['Flatten', 'Reshape', 'Squeeze', 'Identity', 'Dropout', 'Cast', 'Transpose']);

/**
 * The one linear layer between the average pool of a layer and the logits.
 * @throws CamscopeError MODEL_UNSUPPORTED where there is anything else.
 */
export function linearHead(graph: Graph, site: TensorSite, logits: string, classes: number): LinearHead {
  const pool = site.view.kind === 'tokens' ? undefined : poolAfter(graph, site, logits);
  if (!pool) throw without(site, `'${site.tensor}' is not averaged over all of its places, and nothing else`);
  const node = readerOf(graph, carried(graph, pool.output, logits));
  const linear = node && convolutionOf(graph, node);
  const [channels] = mapsShapeAt(graph, site);
  const isPlain =
    node?.op !== 'Gemm' || (Number(node.attribute('alpha') ?? 1) === 1 && !node.attribute('transA'));
  if (!node || !linear || !isPlain || linear.from !== channels || linear.to !== classes)
    throw without(
      site,
      `Behind the pool stands ${node ? `${node.op} '${node.name}'` : 'more than one operator'}`,
    );
  if (carried(graph, withBias(graph, node), logits) !== logits)
    throw without(site, `Behind '${node.name}' stand more operators than a bias`);
  const isRow = node.op === 'Conv' || Number(node.attribute('transB') ?? 0) === 1;
  return { weights: node.inputs[1], classIs: isRow ? 'row' : 'column' };
}

/** What a value is where the next operator does more than to carry it on. */
function carried(graph: Graph, value: string, last: string): string {
  for (;;) {
    const reader = value === last ? undefined : readerOf(graph, value);
    const carries = reader && (CARRIERS.has(reader.op) || isStrided(graph, reader));
    if (!carries) return value;
    value = reader.outputs[0];
  }
}

function withBias(graph: Graph, { outputs: [output] }: NodeView): string {
  const reader = readerOf(graph, output);
  const isBias = reader?.op === 'Add' && reader.inputs.some((input) => graph.isConstant(input));
  return isBias ? reader.outputs[0] : output;
}

/** The one node that reads a value. */
function readerOf(graph: Graph, value: string): NodeView | undefined {
  const readers = graph.consumers(value);
  return readers.length === 1 ? readers[0] : undefined;
}

function without({ tensor }: TensorSite, found: string): CamscopeError {
  return new CamscopeError('MODEL_UNSUPPORTED', 'The head is no average pool and one linear layer', {
    asked: `the weights behind '${tensor}'`,
    found,
    fix: "Choose the layer that enters the pool, or 'grad-cam', which asks for no such head",
  });
}
