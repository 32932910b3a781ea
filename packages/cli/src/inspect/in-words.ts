import type { NetworkFact, Origin } from '@camscope/engine';
import { arrangementOf } from '@camscope/onnx';
import { table } from '../terminal/table.ts';
import type { fileFacts } from './file-facts.ts';
import type { networkFacts } from './network-facts.ts';
import type { placementFacts } from './placement-facts.ts';

export function fileInWords(facts: ReturnType<typeof fileFacts>): string {
  const { irVersion, opsets, producer, inputs, outputs, operators, weights, metadata } = facts;
  const { tensors, elements, bytes } = weights;
  return [
    line('IR version', irVersion),
    line('opset', pairs(opsets)),
    line('producer', producer || 'not told'),
    ...inputs.map((input) => line('input', input)),
    ...outputs.map((output) => line('output', output)),
    line('nodes', pairs(operators)),
    line(
      'weights',
      `${elements.toLocaleString('en')} elements in ${tensors} tensors, ${bytes.toLocaleString('en')} bytes`,
    ),
    ...Object.entries(metadata).map(([key, value]) => line('metadata', `${key} = ${value}`)),
  ].join('');
}

export function networkInWords(facts: ReturnType<typeof networkFacts>): string {
  const { name, family, architecture, score, classes, activation, labels, preprocessing, layers } = facts;
  const known = (title: string, fact: NetworkFact, value: string) =>
    line(title, `${value} (${originInWords(facts.origins[fact], family)})`);
  return [
    line('name', name),
    ...(facts.stored === 'float16' ? [line('numbers', 'stored in float16, run in float32')] : []),
    line('architecture', `${architecture} (model family '${family}')`),
    known('score', 'score', `${score}, ${classes === 1 ? '1 class' : `${classes} classes`}`),
    known('activation', 'activation', activation),
    known('target layer', 'layer', facts.target ?? 'none'),
    known('labels', 'labels', some(labels)),
    known('preprocessing', 'preprocessing', pairs(preprocessing)),
    ...(facts.trainedOn ? [line('trained on', facts.trainedOn.join(', '))] : []),
    line('batches', facts.fixedBatch ? 'one image at a time' : 'of any size'),
    '\n',
    table(['layer', 'tensor', 'layout', 'shape', 'gradients'], rowsOf(layers)),
  ].join('');
}

/** A row for each tensor, under all names that a family gives it. */
function rowsOf(layers: ReturnType<typeof networkFacts>['layers']): string[][] {
  const byTensor = new Map(layers.map((layer) => [layer.tensor, layer]));
  return [...byTensor.values()].map((layer) => [
    layers.flatMap(({ name, tensor }) => (tensor === layer.tensor ? name : [])).join(', '),
    layer.tensor,
    arrangementOf(layer.view).axes,
    `[${layer.shape?.join(', ') ?? '?'}]`,
    layer.gradients,
  ]);
}

/** Where something comes from, as it stands in brackets behind it. */
export function originInWords({ from, why }: Origin, family: string): string {
  const source = {
    card: 'stated in the card',
    metadata: 'stated in the file',
    graph: 'the graph shows it',
    family: `as models of the family '${family}' have it`,
    guess: 'a guess',
  }[from];
  return why === undefined ? source : `${source}: ${why}`;
}

export function placementInWords(facts: ReturnType<typeof placementFacts>): string {
  const { provider, device, nodes, leaving, rewritten } = facts;
  return [
    '\n',
    line(provider, `${device}, ${nodes - leaving.length} of ${nodes} nodes run there`),
    ...leaving.map(({ node, why }) => line('leaves', `${node}: ${why}`)),
    ...rewritten.map(({ node, before, after }) =>
      line(
        'rewritten',
        `${node}: pads [${before.join(', ')}] before and [${after.join(', ')}] after made even`,
      ),
    ),
  ].join('');
}

function line(name: string, value: string | number): string {
  return `${`${name}:`.padEnd(15)}${value}\n`;
}

function some(names: readonly string[]): string {
  return names.length <= 24 ? names.join(', ') : `${names.slice(0, 24).join(', ')}, … (${names.length})`;
}

function pairs(record: Readonly<Record<string, unknown>>): string {
  return Object.entries(record)
    .map(([key, value]) => `${key} ${Array.isArray(value) ? `[${value.join(', ')}]` : String(value)}`)
    .join(', ');
}
