import { computed, signal } from '@preact/signals';
import type { Catalogue, Choice, MethodEntry } from '../work/api.ts';

/** A method, and what it is made of. */
export interface ChosenMethod extends Choice {
  readonly of?: readonly Choice[];
}

export const catalogue = signal<Catalogue>({
  methods: [],
  segmenters: [],
  metrics: [],
  filters: [],
  map: {},
  colourMaps: [],
});

/** The methods whose maps are shown, in the order of the panes. */
export const methods = signal<readonly ChosenMethod[]>([{ use: 'grad-cam' }]);

const described = computed(() => new Map(catalogue.value.methods.map((method) => [method.id, method])));

export function describe(id: string): MethodEntry | undefined {
  return described.value.get(id);
}

/** `Grad-CAM`, `FinerCAM of Grad-CAM`: what a pane is called. */
export function titleOf({ use, of = [] }: ChosenMethod): string {
  const title = describe(use)?.title ?? use;
  return of.length === 0
    ? title
    : `${title} (${of.map((inner) => describe(inner.use)?.title ?? inner.use).join(', ')})`;
}

export function addMethod({ id, takes }: MethodEntry): void {
  const of = takes && [{ use: 'grad-cam' }, ...(takes === 'many' ? [{ use: 'layer-cam' }] : [])];
  methods.value = [...methods.value, of ? { use: id, of } : { use: id }];
}

export function changeMethod(at: number, method: ChosenMethod): void {
  methods.value = methods.value.map((one, i) => (i === at ? method : one));
}

export function removeMethod(at: number): void {
  methods.value = methods.value.filter((_, i) => i !== at);
}
