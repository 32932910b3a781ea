import { preprocessingSchema } from '../values/preprocessing.ts';
import { describe, isNumbers, isRecord } from './describe.ts';
import { must, type Gives } from './field.ts';

/** A network's layers, or undefined for a graph of another family. */
export const recogniseGives: Gives = {
  fault(output) {
    if (output === undefined) return undefined;
    if (!isRecord(output))
      return `${describe(output)}, not { architecture, layers, preprocessing } or undefined`;
    const { architecture, layers, target, preprocessing } = output;
    if (typeof architecture !== 'string') return `the architecture ${describe(architecture)}, not text`;
    if (!Array.isArray(layers) || !layers.every(isLayer))
      return 'layers that are not a list of { name, tensor, view }';
    const names = layers.map(({ name }) => name);
    if (target !== undefined && !names.includes(target as string))
      return `the target ${describe(target)}, which is none of its layers`;
    return preprocessingSchema.safeParse(preprocessing).success
      ? undefined
      : 'a preprocessing that does not follow its schema';
  },
};

/** A decoded image. */
export const rasterGives: Gives = {
  awaited: true,
  fault(output) {
    if (!isRecord(output))
      return `${describe(output)}, not an image { width, height, channels, data, white }`;
    const { width, height, channels, data, white } = output;
    if (!isNumbers(data)) return `data that is ${describe(data)}, not a typed array`;
    const values = Number(width) * Number(height) * Number(channels);
    if (data.length !== values || values === 0)
      return `${data.length} samples for ${describe(width)}×${describe(height)} pixels, channels: ${describe(channels)}`;
    return Number(white) > 0 ? undefined : `a white of ${describe(white)}`;
  },
};

/** The size that a header tells. */
export const sizeGives: Gives = {
  awaited: true,
  fault: must(
    '{ width, height } above 0, or undefined',
    (output) =>
      output === undefined || (isRecord(output) && Number(output.width) > 0 && Number(output.height) > 0),
  ),
};

/** An encoded file. */
export const bytesGives: Gives = {
  awaited: true,
  fault: must('bytes', (output) => output instanceof Uint8Array),
};

function isLayer(layer: unknown): layer is { readonly name: string } {
  return (
    isRecord(layer) &&
    typeof layer.name === 'string' &&
    typeof layer.tensor === 'string' &&
    isRecord(layer.view)
  );
}
