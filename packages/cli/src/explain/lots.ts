import type { ChosenMethod } from './chosen-methods.ts';

/** Explanations in a lot, where nobody says. */
const BATCH = 8;

/** Inputs that go into the network together: a map depends in its last bit on what it is computed with. */
export function lotsOf<Input>(
  inputs: readonly Input[],
  { batch = BATCH, target }: { readonly batch?: number; readonly target: readonly string[] },
  methods: readonly Pick<ChosenMethod, 'explainer'>[],
): Input[][] {
  const isAlone = target.includes('all') || methods.every(({ explainer }) => explainer.perturb);
  const size = isAlone ? 1 : Math.max(1, Math.floor(batch / target.length));
  return Array.from({ length: Math.ceil(inputs.length / size) }, (_, i) =>
    inputs.slice(i * size, (i + 1) * size),
  );
}
