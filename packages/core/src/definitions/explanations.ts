import type { MaskComposition, MaskScores } from '../contracts/perturbation.ts';
import { describe, isNumbers, isRecord } from './describe.ts';
import { must, type Gives, type Watched } from './field.ts';

export const isExpression = (value: unknown): boolean =>
  isRecord(value) &&
  typeof value.word === 'string' &&
  Array.isArray(value.operands) &&
  isRecord(value.parameters);

const MASKS = ['activations', 'channels', 'places', 'composed'];
const BACKDROPS = ['image', 'value', 'black', 'mean', 'blur', 'below'];
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
    if (!isRecord(masks) || !MASKS.includes(masks.kind as string))
      return `masks that are ${describe(isRecord(masks) ? masks.kind : masks)}, not of the kind ${MASKS.join(', ')}`;
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
      masks: watchedMasks(perturbation.masks as Readonly<Record<string, unknown>>, watched),
      weigh: watched('weigh', perturbation, perturbation.weigh, weighGives),
    };
  },
};

/** One finite number for each mask. */
const weighGives: Gives = {
  fault(output, [scores]) {
    const { length } = (scores as MaskScores).masked;
    if (!isNumbers(output)) return `${describe(output)}, not a list of weights`;
    if (output.length !== length) return `${output.length} weights for ${length} masks`;
    for (let i = 0; i < length; i++)
      if (typeof output[i] !== 'number' || !Number.isFinite(output[i]))
        return `${describe(output[i])} as the weight of mask ${i} of ${length}`;
    return undefined;
  },
};

function watchedMasks(masks: Readonly<Record<string, unknown>>, watched: Watched): unknown {
  if (masks.kind === 'composed')
    return { ...masks, over: watched('masks.over', masks, masks.over, overGives) };
  if (masks.kind !== 'places' || !isRecord(masks.spread)) return masks;
  const { spread } = masks;
  return {
    ...masks,
    spread: {
      ...spread,
      at: watched('masks.spread.at', spread, spread.at, { fault: must('a number', Number.isFinite) }),
    },
  };
}

/** Matrices over an image, and which of them make each mask. */
const overGives: Gives = {
  fault(output, [height, width]) {
    if (!isRecord(output)) return `${describe(output)}, not { count, grid, rows, columns, mask }`;
    const { count, grid, rows, columns, mask } = output;
    if (!Number.isInteger(count) || (count as number) < 1) return `a count of ${describe(count)}`;
    if (!Array.isArray(grid) || grid.length !== 2) return `a grid of ${describe(grid)}, not [s, t]`;
    const [s, t] = grid as number[];
    return (
      matricesFault('rows', rows, (height as number) * s) ??
      matricesFault('columns', columns, t * (width as number)) ??
      (typeof mask === 'function' ? undefined : `mask: ${describe(mask)}, not a function`)
    );
  },
  within(output, watched) {
    const composition = output as MaskComposition;
    const { grid, rows, columns } = composition;
    const [size, most, widest] = [grid[0] * grid[1], rows.length, columns.length];
    return {
      ...composition,
      mask: watched('masks.mask', composition, composition.mask, {
        fault: must(
          `{ grid, row, column } with a grid of ${size} values, a row below ${most} and a column below ${widest}`,
          (one) => isMask(one, size, most, widest),
        ),
      }),
    };
  },
};

function isMask(one: unknown, size: number, rows: number, columns: number): boolean {
  if (!isRecord(one)) return false;
  const { grid, row, column } = one;
  return (
    grid instanceof Float32Array && grid.length === size && isIndex(row, rows) && isIndex(column, columns)
  );
}

function isIndex(value: unknown, below: number): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < below;
}

function matricesFault(what: string, matrices: unknown, length: number): string | undefined {
  if (!Array.isArray(matrices) || matrices.length === 0)
    return `${what}: ${describe(matrices)}, not matrices`;
  const other = (matrices as unknown[]).find(
    (one) => !(one instanceof Float32Array) || one.length !== length,
  );
  return other === undefined ? undefined : `${what}: a matrix that is not a Float32Array of ${length}`;
}
