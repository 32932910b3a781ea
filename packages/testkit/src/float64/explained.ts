import {
  combined,
  type CombinedExplainer,
  type Explainer,
  type FloatTensor,
  type HostAnswer,
  type HostExplainer,
  type Join,
  type OptionsSchema,
} from '@camscope/core';
import { contextOf } from '@camscope/onnx';
import { gradient, type Samples } from '@camscope/onnx/expressions';
import { Evaluator, type Subject } from './evaluator.ts';
import { fieldOf, filled, placewise, reduced, tensorOf, type Field } from './field.ts';
import { maskedMap } from './masked.ts';
import { samplesOf } from './samples.ts';
import { meanings, total } from './words.ts';

type Options = Record<string, unknown>;
type AnyHostExplainer = HostExplainer<OptionsSchema, string>;

/** The tensors of a small network: one target layer, one convolution with a bias. */
const context = contextOf({ biases: 1 });

/**
 * The raw map [1,h,w], or attribution [C,H,W], of a method on a small network, evaluated in float64.
 * @throws Error for what has no meaning there, which says to give the map as it must be.
 */
export async function mapIn64(explainer: Explainer, options: Options, subject: Subject): Promise<Field> {
  if (explainer.combine) return joined(explainer, options, subject);
  if (explainer.perturb) return maskedMap(explainer, options, subject);
  if (explainer.host) return onHost(explainer, options, subject);
  const map = explainer.map(context, options);
  if (map.word !== 'average') return new Evaluator(subject).value(map);
  const { samples, statistic } = map.parameters as { samples: Samples; statistic: string };
  const drawn = samplesOf(samples, subject.image).map(({ weight, ...near }) => ({
    weight,
    value: new Evaluator({ ...subject, ...near, original: subject.image }).value(map.operands[0]),
  }));
  const meanBy = (of: (value: number, i: number) => number): Field =>
    fieldOf(
      drawn[0].value.data.map((_, i) =>
        total(drawn.map(({ weight, value }) => weight * of(value.data[i], i))),
      ),
      drawn[0].value.dims,
    );
  const mean = meanBy((value) => value);
  return statistic === 'mean' ? mean : meanBy((value, i) => (value - mean.data[i]) ** 2);
}

async function onHost(explainer: AnyHostExplainer, options: Options, subject: Subject): Promise<Field> {
  const { activations, score } = context;
  const fetched = explainer.fetch?.(context, options) ?? {
    activations,
    gradients: gradient(score, activations),
  };
  const answer = (image: Field): HostAnswer => {
    const evaluator = new Evaluator({ ...subject, image });
    const values = Object.entries(fetched).map(([name, of]) => [name, tensorOf(evaluator.value(of))]);
    const logits = Float32Array.from(evaluator.value(context.logits).data);
    return { ...(Object.fromEntries(values) as Record<string, FloatTensor>), logits } as HostAnswer;
  };
  const given = {
    ...answer(subject.image),
    image: tensorOf(subject.image),
    target: subject.target,
    ask: async (images: readonly FloatTensor[]) =>
      images.map(({ data, dims }) => answer(fieldOf(data, dims))),
  };
  const { data, dims } = await explainer.host(given as never, options);
  return fieldOf(data, dims);
}

async function joined(explainer: CombinedExplainer, options: Options, subject: Subject): Promise<Field> {
  const { score = subject.score, views, join } = explainer.combine(options);
  const seen = views?.(tensorOf(subject.image)) ?? [{ image: tensorOf(subject.image) }];
  const maps: Field[] = [];
  for (const { explainer: part, options: own } of explainer.of ?? combined(explainer, []).of!)
    for (const view of seen) {
      const image = fieldOf(view.image.data, view.image.dims);
      const map = await mapIn64(part, own, { ...subject, image, score });
      const back = view.back?.(tensorOf(map));
      const own64 = back ? fieldOf(back.data, back.dims) : map;
      maps.push(join === undefined || join === 'mean' ? own64 : normalised(own64, part));
    }
  return together(maps, join ?? 'mean');
}

/** Of an attribution, each pixel's largest magnitude; brought to [0, 1]. */
function normalised(map: Field, { gives }: Explainer): Field {
  const one =
    gives === 'attribution' ? reduced(map, [0], (values) => Math.max(...values.map(Math.abs))) : map;
  return meanings.minMax([one], { epsilon: 0 });
}

function together(maps: readonly Field[], join: Join): Field {
  const finest = maps.reduce((a, b) => (b.data.length > a.data.length ? b : a));
  const levelled = maps.map((map) => meanings.upsample([map, finest], { kernel: 'bilinear' }));
  if (join === 'product-of-normalised')
    return placewise((...values) => values.reduce((product, value) => product * value), ...levelled);
  return filled(finest.dims, (c, y, x) => {
    const place = (c * finest.dims[1] + y) * finest.dims[2] + x;
    return total(levelled.map(({ data }) => data[place])) / maps.length;
  });
}
