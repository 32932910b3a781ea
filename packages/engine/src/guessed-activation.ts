import type { Head } from '@camscope/core';
import { boundedBy, type Graph } from '@camscope/onnx';

type Activation = Head['activation'];

interface Rule {
  /** Whether it holds for so many scores. */
  readonly fits: (classes: number) => boolean;
  readonly activation: Activation;
  /** What the scores look like. */
  readonly like: string;
}

/** ImageNet's classes, of which an image has one. */
const IMAGENET_CLASSES = 1000;

/** The first that fits is taken. */
const RULES: readonly Rule[] = [
  {
    fits: (n) => n === 1,
    activation: 'sigmoid',
    like: 'its one score, of which softmax would always make 1',
  },
  {
    fits: (n) => n === 2,
    activation: 'softmax',
    like: 'its two scores, the answers to one question perhaps',
  },
  {
    fits: (n) => n === IMAGENET_CLASSES,
    activation: 'softmax',
    like: 'its scores, as many as ImageNet has classes',
  },
  { fits: () => true, activation: 'sigmoid', like: 'its scores, of findings that go together perhaps' },
];

/** How scores probably become probabilities, where nobody says it and the graph ends in them. */
export function guessedActivation(
  graph: Graph,
  { logits, classes }: Head,
): { readonly activation: Activation; readonly why: string } {
  const op = boundedBy(graph, logits);
  if (op !== undefined) return { activation: 'none', why: `the scores come out of ${op}` };
  const { activation, like } = RULES.find(({ fits }) => fits(classes))!;
  return { activation, why: `the graph has none after ${like}` };
}
