import type { Annotation } from '../values/annotation.ts';
import type { Sample } from '../contracts/sample.ts';
import { describe, isNumbers, isRecord } from './describe.ts';
import { must, type Gives } from './field.ts';
import { boxFault } from './maps.ts';

/** Pixels by which what a reader drew may leave the frame: boxes are rounded where they are published. */
const BESIDE = 1;

type Size = Sample['frame'];

/** The data as a whole; of what is wrong with a sample, `sampleFault` tells. */
export const datasetGives: Gives = {
  awaited: true,
  fault(output) {
    if (!isRecord(output)) return `${describe(output)}, not data { labels, samples, notes }`;
    for (const key of ['labels', 'samples', 'notes'])
      if (!Array.isArray(output[key])) return `${key} that are ${describe(output[key])}, not a list`;
    for (const key of ['labels', 'notes']) {
      const other = (output[key] as unknown[]).find((one) => typeof one !== 'string');
      if (other !== undefined) return `${key} with ${describe(other)}, not text`;
    }
    return undefined;
  },
};

/** What is wrong with a sample, what was drawn on it left aside. */
export function sampleFault(sample: unknown): string | undefined {
  if (!isRecord(sample)) return `${describe(sample)}, not { id, image, frame, labels, annotations }`;
  const { id, image, frame, patient, split, labels, annotations } = sample;
  if (typeof id !== 'string' || id === '') return `the id ${describe(id)}, not text`;
  if (typeof image !== 'string' || image === '') return `the image ${describe(image)}, not a path`;
  if (!isRecord(frame) || !isSide(frame.width) || !isSide(frame.height))
    return 'a frame that is not { width, height } in whole pixels';
  if (patient !== undefined && typeof patient !== 'string')
    return `the patient ${describe(patient)}, not text`;
  if (split !== undefined && typeof split !== 'string') return `the split ${describe(split)}, not text`;
  if (!isRecord(labels)) return `labels that are ${describe(labels)}, not an object`;
  const [label, value] =
    Object.entries(labels).find(([, known]) => ![-1, 0, 1].includes(known as number)) ?? [];
  if (label !== undefined) return `the label '${label}' with ${describe(value)}, not 1, 0 or -1`;
  return Array.isArray(annotations) ? undefined : `annotations that are ${describe(annotations)}, not a list`;
}

/** What is wrong with what a reader drew, if anything. */
export function annotationFault(annotation: unknown, frame: Size): string | undefined {
  if (!isRecord(annotation)) return `${describe(annotation)}, not { label, boxes }`;
  const { label, boxes, contours = [], mask, fixations, reader, fault } = annotation;
  if (typeof label !== 'string' || label === '') return `the label ${describe(label)}, not text`;
  if (reader !== undefined && typeof reader !== 'string') return `the reader ${describe(reader)}, not text`;
  if (!Array.isArray(boxes)) return `boxes that are ${describe(boxes)}, not a list`;
  for (const box of boxes) {
    const wrong = boxFault(box, frame, BESIDE);
    if (wrong !== undefined) return wrong;
  }
  if (!Array.isArray(contours)) return `contours that are ${describe(contours)}, not a list`;
  if (!(contours as Annotation['contours'] & object).every((one) => isPolygon(one)))
    return 'an outline that is not a list of points [x, y]';
  if (fixations !== undefined) {
    if (boxes.length > 0 || annotation.contours !== undefined || mask !== undefined)
      return 'fixations beside boxes, outlines or a mask; give two annotations';
    return typeof fault === 'string' ? undefined : fixationsFault(fixations, frame);
  }
  return mask === undefined ? undefined : runsFault(mask, frame);
}

/** What a baseline says of one finding. */
export const claimsGives: Gives = {
  fault(output, [finding]) {
    if (!Array.isArray(output)) return `${describe(output)}, not a list of claims`;
    const { frame } = (finding as { readonly sample: Sample }).sample;
    for (const one of output as unknown[]) {
      const fault = isRecord(one) ? claimFault(one.claim, frame) : `${describe(one)}, not { claim }`;
      if (fault !== undefined) return fault;
    }
    return undefined;
  },
};

function claimFault(claim: unknown, frame: Size): string | undefined {
  if (!isRecord(claim)) return `a claim that is ${describe(claim)}, not { is }`;
  switch (claim.is) {
    case 'map':
      return rawMapFault(claim.raw);
    case 'annotation':
      return annotationFault(claim.annotation, frame);
    case 'uniform':
    case 'chance':
      return undefined;
    case 'none':
      return must('text', (reason) => typeof reason === 'string')(claim.reason, [], claim);
    default:
      return `a claim of ${describe(claim.is)}, which is none of map, annotation, uniform, chance and none`;
  }
}

/** What is wrong with a tensor float32 [1,h,w], if anything. */
export function rawMapFault(raw: unknown): string | undefined {
  if (!isRecord(raw) || !(raw.data instanceof Float32Array) || !isNumbers(raw.dims))
    return `a map that is ${describe(raw)}, not a tensor float32 [1,h,w]`;
  const dims = Array.from(raw.dims);
  const [channels, height, width] = dims;
  const { length } = raw.data;
  if (dims.length === 3 && channels === 1 && length === height * width && length > 0) return undefined;
  return `a map of shape [${dims.join(', ')}] with ${length} values, not [1,h,w]`;
}

function runsFault(mask: unknown, { width, height }: Size): string | undefined {
  if (!isRecord(mask) || mask.width !== width || mask.height !== height || !Array.isArray(mask.runs))
    return `a mask that is not { width, height, runs } of ${width}×${height}`;
  const runs = mask.runs as unknown[];
  if (!runs.every((run) => Number.isInteger(run) && (run as number) >= 0))
    return 'a mask with a run that is no length';
  const total = runs.reduce((sum: number, run) => sum + (run as number), 0);
  return total === width * height ? undefined : `a mask whose runs add up to ${total}, not ${width * height}`;
}

function fixationsFault(fixations: unknown, { width, height }: Size): string | undefined {
  if (!Array.isArray(fixations) || fixations.length === 0)
    return `fixations that are ${describe(fixations)}, not a list of at least one`;
  for (const one of fixations as unknown[]) {
    if (!isRecord(one)) return `a fixation that is ${describe(one)}, not { x, y, weight, sigmaX, sigmaY }`;
    const { x, y, weight, sigmaX, sigmaY } = one as Readonly<Record<string, number>>;
    if (![weight, sigmaX, sigmaY].every((value) => Number.isFinite(value) && value > 0))
      return `a fixation of weight ${weight} and sigmas ${sigmaX}, ${sigmaY}, of which one is not above 0`;
    if (!(x >= 0 && x < width && y >= 0 && y < height))
      return `a fixation at ${x}, ${y}, outside of the frame of ${width}×${height}`;
  }
  return undefined;
}

function isPolygon(outline: unknown): boolean {
  return (
    Array.isArray(outline) &&
    outline.every((point) => isNumbers(point) && point.length === 2 && Number.isFinite(point[0] + point[1]))
  );
}

function isSide(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) > 0;
}
