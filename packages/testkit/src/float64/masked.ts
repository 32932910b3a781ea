import {
  Scratch,
  type Backdrop,
  type FloatTensor,
  type MaskSet,
  type PerturbationExplainer,
  type ScoreSpace,
} from '@camscope/core';
import { perturbationContext } from '@camscope/onnx';
import { input } from '@camscope/onnx/expressions';
import { Evaluator, type Subject } from './evaluator.ts';
import { fieldOf, filled, placewise, tensorOf, type Field } from './field.ts';
import { total } from './words.ts';

/** The map of a method of perturbation: the network is run mask by mask, and its scores weighed. All masks are taken. */
export function maskedMap(
  { perturb }: Pick<PerturbationExplainer, 'perturb'>,
  options: Record<string, unknown>,
  subject: Subject,
): Field {
  const { masks, of, keep, fill, references = [], scoreSpace, weigh } = perturb(perturbationContext, options);
  const { network, image } = subject;
  const activations = new Evaluator(subject).value(perturbationContext.activations);
  const tensor = of === 'image' ? image : activations;
  const sizes = { image: image.dims, activations: activations.dims };
  const words = masks.mask(
    Object.fromEntries(Object.keys(masks.inputs(sizes)).map((name) => [name, input(name)])),
  );
  const set: MaskSet = masks.over({
    sizes,
    image: () => tensorOf(image),
    activations: () => tensorOf(activations),
    fill: (parts) => tensorOf(backdropOf(fill, tensor, parts)),
    budget: Infinity,
  });
  const shownAs = (shown: Field): Float64Array =>
    (of === 'image' ? networkOn(subject, shown) : network.logits(shown)).data;
  const plain = shownAs(tensor);
  const scoreOf = (logits: Float64Array) => {
    const scores = inSpace(logits, scoreSpace);
    return subject.score ? subject.score.value(scores, subject.target, plain) : scores[subject.target];
  };
  const hidden = backdropOf(fill, tensor, set.fill);
  const masked = (mask: number): number => {
    const inputs = { ...fieldsOf(set.shared ?? {}), ...fieldsOf(set.feeds([mask], new Scratch())) };
    const field = new Evaluator({ ...subject, inputs }).value(words);
    const kept = new Evaluator({ ...subject, inputs, mask: field }).value(keep);
    return scoreOf(shownAs(placewise((k, a, b) => k * a + (1 - k) * b, kept, tensor, hidden)));
  };
  const taken = [...set.order].slice(0, set.taken(Infinity)).sort((a, b) => a - b);
  const scores = {
    masked: Float64Array.from(taken, masked),
    image: scoreOf(plain),
    references: references.map((reference) => scoreOf(shownAs(backdropOf(reference, tensor, set.fill)))),
  };
  const each = { count: taken.length, kept: (mask: number) => taken.map((one) => Number(one === mask)) };
  const weights = weigh(scores, { indices: taken, parts: set.parts ?? each });
  const [{ data, dims }] = set.maps(taken, [Float64Array.from(weights)]);
  return fieldOf(data, dims);
}

function networkOn({ network }: Subject, image: Field): Field {
  return network.logits(placewise((x) => Math.max(x, 0), network.convolved(image)));
}

/** Without the batch. */
function fieldsOf(tensors: Readonly<Record<string, FloatTensor>>): Record<string, Field> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { data, dims }]) => [name, fieldOf(data, dims.slice(1))]),
  );
}

/** The small networks have a sigmoid behind their logits. */
function inSpace(logits: Float64Array, space: ScoreSpace | 'auto'): Float64Array {
  if (space === 'logit') return logits;
  if (space === 'softmax') return softmax(logits);
  const probabilities = logits.map((logit) => 1 / (1 + Math.exp(-logit)));
  return space === 'softmax-of-probabilities' ? softmax(probabilities) : probabilities;
}

function softmax(values: Float64Array): Float64Array {
  const powers = values.map(Math.exp);
  return powers.map((power) => power / total([...powers]));
}

function backdropOf(backdrop: Backdrop, tensor: Field, parts: MaskSet['fill']): Field {
  const { dims, data } = tensor;
  const places = dims[1] * dims[2];
  switch (backdrop.kind) {
    case 'image':
      return tensor;
    case 'value':
      return filled(dims, () => backdrop.value);
    case 'black':
      return filled(dims, () => 0);
    case 'mean':
      return filled(dims, (c) => total([...data.subarray(c * places, (c + 1) * places)]) / places);
    case 'blur':
      return blurred(tensor, backdrop.sigma);
    case 'below': {
      const lowest = Math.min(...data);
      return filled(dims, () => (lowest === 0 ? 0 : lowest - backdrop.by));
    }
    case 'parts': {
      const means = parts?.(tensorOf(tensor));
      if (!means) throw new Error("these masks have no parts to fill with 'parts'");
      return fieldOf(means.data, means.dims);
    }
  }
}

/** By every pixel within reach in both directions at once, edges continued. */
function blurred({ dims, data }: Field, sigma: number): Field {
  const radius = Math.floor(4 * sigma + 0.5);
  const weights = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    sigma > 0 ? Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)) : 1,
  );
  const sum = total(weights) ** 2;
  const inside = (place: number, size: number) => Math.min(Math.max(place, 0), size - 1);
  return filled(dims, (c, y, x) => {
    let value = 0;
    weights.forEach((down, i) =>
      weights.forEach((across, j) => {
        const [row, column] = [inside(y + i - radius, dims[1]), inside(x + j - radius, dims[2])];
        value += (down * across * data[(c * dims[1] + row) * dims[2] + column]) / sum;
      }),
    );
    return value;
  });
}
