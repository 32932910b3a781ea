import type { TakenMasks } from '../contracts/masks.ts';
import { describe, isExpression, isNumbers, isRecord } from './describe.ts';
import { must, type Gives } from './field.ts';
import { masksFault, watchedMasks } from './masks.ts';

const BACKDROPS = ['image', 'value', 'black', 'mean', 'blur', 'below', 'parts'];
const SPACES = ['auto', 'logit', 'sigmoid', 'softmax', 'softmax-of-probabilities'];

/** The arithmetic of a map. */
export const mapGives: Gives = {
  fault: must("an expression of '@camscope/onnx/expressions'", isExpression),
};

/** Masks, and how their scores are weighed. */
export const perturbGives: Gives = {
  fault(output) {
    if (!isRecord(output))
      return `${describe(output)}, not a perturbation { masks, of, keep, fill, scoreSpace, weigh }`;
    const { masks, of, keep, fill, scoreSpace, references, weigh } = output;
    const wrong = masksFault(masks);
    if (wrong !== undefined) return wrong;
    if (of !== 'image' && of !== 'activations') return `of: ${describe(of)}, not 'image' or 'activations'`;
    if (!isExpression(keep)) return `keep: ${describe(keep)}, not an expression`;
    const shown = [fill, ...(Array.isArray(references) ? (references as unknown[]) : [])];
    const other = shown.findIndex((one) => !isRecord(one) || !BACKDROPS.includes(one.kind as string));
    if (other >= 0)
      return `a backdrop that is ${describe(shown[other])}, not of the kind ${BACKDROPS.join(', ')}`;
    if (!SPACES.includes(scoreSpace as string))
      return `scoreSpace: ${describe(scoreSpace)}, not one of ${SPACES.join(', ')}`;
    return typeof weigh === 'function' ? undefined : `weigh: ${describe(weigh)}, not a function`;
  },
  within(output, watched) {
    const perturbation = output as Readonly<Record<string, unknown>>;
    return {
      ...perturbation,
      masks: watchedMasks(perturbation.masks, watched),
      weigh: watched('weigh', perturbation, perturbation.weigh, weighGives),
    };
  },
};

/** One finite number for each part. */
const weighGives: Gives = {
  fault(output, [, masks]) {
    const { count } = (masks as TakenMasks).parts;
    if (!isNumbers(output)) return `${describe(output)}, not a list of weights`;
    if (output.length !== count) return `${output.length} weights where there should be ${count}`;
    for (let i = 0; i < count; i++)
      if (typeof output[i] !== 'number' || !Number.isFinite(output[i]))
        return `${describe(output[i])} as weight ${i} of ${count}`;
    return undefined;
  },
};
