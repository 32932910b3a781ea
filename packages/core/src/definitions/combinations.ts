import { joins, type Combination } from '../contracts/combination.ts';
import { describe, isExpression, isRecord } from './describe.ts';
import { must, type Gives } from './field.ts';

const KEYS = ['score', 'views', 'layers', 'join'];

/** How methods are made into one. */
export const combineGives: Gives = {
  fault(output) {
    if (!isRecord(output)) return `${describe(output)}, not a combination { score, views, layers, join }`;
    const { score, views, layers, join } = output;
    const other = Object.keys(output).find((key) => !KEYS.includes(key));
    if (other !== undefined) return `the key '${other}', which is none of ${KEYS.join(', ')}`;
    if (
      score !== undefined &&
      !(isRecord(score) && ['weights', 'value'].every((key) => typeof score[key] === 'function'))
    )
      return `score: ${describe(score)}, not { weights, value }`;
    if (views !== undefined && typeof views !== 'function')
      return `views: ${describe(views)}, not a function`;
    if (layers !== undefined && layers !== 'apart') return `layers: ${describe(layers)}, not 'apart'`;
    if (join !== undefined && !joins.includes(join as never))
      return `join: ${describe(join)}, not one of ${joins.join(', ')}`;
    return undefined;
  },
  within(output, watched) {
    const combination = output as Combination;
    const { score, views } = combination;
    return {
      ...combination,
      score: score && {
        weights: watched('score.weights', score, score.weights, weightsGives),
        value: watched('score.value', score, score.value, { fault: must('a number', Number.isFinite) }),
      },
      views: views && watched('views', combination, views, viewsGives),
    };
  },
};

const weightsGives: Gives = { fault: must('an expression', isExpression) };

const viewsGives: Gives = {
  fault(output) {
    if (!Array.isArray(output) || output.length === 0) return `${describe(output)}, not a list of views`;
    const other = (output as unknown[]).findIndex((one) => !isRecord(one) || !isRecord(one.image));
    return other < 0 ? undefined : `view ${other}: ${describe(output[other])}, not { image, back }`;
  },
};
