import {
  annotationFault,
  CamscopeError,
  sampleFault,
  type Annotation,
  type Dataset,
  type Sample,
} from '@camscope/core';
import { reasonOf } from '@camscope/pipeline';

/** Samples that are named in one fault. */
const NAMED = 3;

/**
 * The data as far as they are sound: a sample that cannot be used is left out, and what was drawn that cannot be measured says why.
 * @param id of the data's reader.
 * @returns also what is wrong, in words.
 */
export function soundData(dataset: Dataset, id: string): { dataset: Dataset; faults: string[] } {
  const samples: Sample[] = [];
  const known = new Set<string>();
  const left: string[] = [];
  let drawn = 0;
  for (const [n, sample] of dataset.samples.entries()) {
    const fault = sampleFault(sample) ?? (known.has(sample.id) ? 'there is another of that id' : undefined);
    if (fault !== undefined) {
      left.push(`sample ${n} (${String((sample as Partial<Sample> | null)?.id)}): ${fault}`);
      continue;
    }
    known.add(sample.id);
    const annotations = sample.annotations.map((annotation) => soundAnnotation(annotation, sample, id));
    const faulty = annotations.filter(({ fault }) => fault !== undefined).length;
    drawn += faulty;
    samples.push(faulty === 0 ? sample : { ...sample, annotations });
  }
  if (left.length + drawn === 0) return { dataset, faults: [] };
  return { dataset: { ...dataset, samples }, faults: faultsInWords(id, left, drawn) };
}

function faultsInWords(id: string, left: readonly string[], drawn: number): string[] {
  const more = left.length > NAMED ? `; and ${left.length - NAMED} more` : '';
  return [
    ...(left.length > 0 ? [`The data '${id}': passed over ${left.slice(0, NAMED).join('; ')}${more}`] : []),
    ...(drawn > 0 ? [`The data '${id}': ${drawn} annotations cannot be measured; their rows say why`] : []),
  ];
}

function soundAnnotation(annotation: Annotation, { id: image, frame }: Sample, id: string): Annotation {
  const found = annotationFault(annotation, frame);
  if (found === undefined) return annotation;
  const { label, reader, confounder, fixations } = (annotation as Annotation | null) ?? { label: '' };
  const summary = `What the data '${id}' have drawn on ${image} cannot be measured`;
  const fault = reasonOf(new CamscopeError('DATA_INVALID', summary, { found }));
  return {
    label: String(label),
    boxes: [],
    fixations: fixations === undefined ? undefined : [],
    reader: reader === undefined ? undefined : String(reader),
    confounder,
    fault,
  };
}
