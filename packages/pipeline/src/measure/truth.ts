import { truthOf, type Annotation, type Truth } from '@camscope/core';

/** Why what reads one has no value of the other. */
const REFUSED: Readonly<Record<Truth, string>> = {
  regions:
    'It reads regions (boxes, outlines or a mask), and the annotation is of fixations, which have none',
  fixations:
    'It reads fixations, and the annotation is of regions, which say where a finding is, not where a reader looked',
};

/**
 * The annotations that are read for their regions or for their fixations: those that have them and, of a reader who gave none
 * such, the first, which is refused.
 */
export function readFor(truth: Truth, annotations: readonly Annotation[]): readonly Annotation[] {
  const answered = new Set(annotations.filter((one) => truthOf(one) === truth).map(nameOf));
  return annotations.filter((one) => {
    if (truthOf(one) === truth) return true;
    if (answered.has(nameOf(one))) return false;
    answered.add(nameOf(one));
    return true;
  });
}

/** Why an annotation has nothing that is read of it, if so: what is wrong with it, or that it is of the other kind. */
export function refusalOf(
  truth: Truth,
  annotation: Annotation,
): { readonly reason: string; readonly failed: boolean } | undefined {
  if (annotation.fault !== undefined) return { reason: annotation.fault, failed: true };
  return truthOf(annotation) === truth ? undefined : { reason: REFUSED[truth], failed: false };
}

function nameOf({ reader, confounder = false }: Annotation): string {
  return JSON.stringify([reader ?? null, confounder]);
}
