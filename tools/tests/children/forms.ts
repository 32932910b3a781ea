/** A weighted sum, other rules of going back, samples, masks made of activations and of a grid. */
export const FORMS: readonly string[] = [
  'grad-cam-plus-plus',
  'guided-grad-cam',
  'lrp',
  'smooth-grad',
  'score-cam',
  'rise',
];

/** Whether a check of an explainer is one of those that a GPU in software has the time for: a method of each form. */
export function isOfEachForm(name: string): boolean {
  return FORMS.some((id) => name === `${id} on pool + linear`);
}
