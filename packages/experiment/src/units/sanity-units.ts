import { sanityPlan, type Randomisation } from '@camscope/engine';
import type { OpenMethod, OpenModel } from '../open/open-study.ts';
import type { PlannedImage, PlannedModel } from '../plan/plan.ts';
import type { Recipes } from './recipes.ts';
import { groupOf, unitOf, type Unit } from './unit.ts';

/** The check by another class; the others draw weights anew. */
export const OTHER_CLASS = 'random-logit';

/** Where a check has got to: which layer, and its share of the way from the logits to the image. */
export interface CheckStep {
  readonly check: string;
  readonly step: number;
  readonly layer: string;
  readonly share: number;
}

/** The maps of one method at one step of a check, compared with those of the untouched network. */
export interface StepUnit extends Unit {
  readonly method: OpenMethod;
  readonly step: CheckStep;
}

/** The checks of one network. */
export interface SanityChecks {
  readonly model: OpenModel;
  readonly planned: PlannedModel;
  readonly images: readonly PlannedImage[];
  /** Of each method that is checked: the maps of the untouched network. */
  readonly untouched: ReadonlyMap<string, Unit>;
  /** In the order of their rows. */
  readonly steps: readonly StepUnit[];
}

export function sanityChecks(
  recipes: Recipes,
  model: OpenModel,
  planned: PlannedModel,
  images: readonly PlannedImage[],
): SanityChecks {
  const { study } = recipes.opened;
  const { methods: names, checks, metrics, steps } = study.sanity!;
  const methods = model.methods.filter(({ chosen }) => names.includes(chosen.name));
  const lot = images.map(({ sample, findings: [{ label, target }] }) => [
    sample.id,
    recipes.image(sample),
    label,
    target,
  ]);
  const weight = images.length;
  const partOf = ({ chosen }: OpenMethod) => `sanity ${planned.name}/${chosen.name}`;
  const maps = (method: OpenMethod) => ({
    ...{ version: 1, code: recipes.code('engine', 'onnx', 'pipeline', 'pixels') },
    ...{ network: recipes.network(model), session: recipes.session() },
    ...{ method: recipes.method(method), map: method.chosen.map as never },
  });
  const untouched = methods.map((method) => {
    const group = groupOf('sanity', [planned.name, method.chosen.name], maps(method));
    return [method.chosen.name, unitOf(group, lot, { part: partOf(method), weight, arrays: true })] as const;
  });
  const stepUnit = (method: OpenMethod, step: CheckStep): StepUnit => {
    const { name } = method.chosen;
    const recipe = {
      ...{ ...maps(method), metrics: recipes.named(metrics), seed: study.seed },
      ...{ rows: { model: planned.name, name }, labels: model.network.labels.length },
    };
    const group = groupOf('sanity', [planned.name, name, step.check], recipe);
    return { ...unitOf(group, [{ ...step }, lot], { part: partOf(method), weight }), method, step };
  };
  const units = stepsOf(model, checks, steps).flatMap((step) =>
    methods.map((method) => stepUnit(method, step)),
  );
  // The check by another class is a method's own, and goes method by method.
  const [drawn, other] = [units.filter(isDrawn), units.filter((unit) => !isDrawn(unit))];
  const byMethod = methods.flatMap((method) => other.filter((unit) => unit.method === method));
  return { model, planned, images, untouched: new Map(untouched), steps: [...drawn, ...byMethod] };
}

function isDrawn({ step }: StepUnit): boolean {
  return step.check !== OTHER_CLASS;
}

function stepsOf({ network }: OpenModel, checks: readonly string[], steps: number): CheckStep[] {
  const modes = checks.filter((check): check is Randomisation => check !== OTHER_CLASS);
  const drawn = modes.flatMap((mode) =>
    sanityPlan(network, { mode, steps }).map(({ step, layer, share }) => ({
      check: mode,
      step,
      layer,
      share,
    })),
  );
  if (!checks.includes(OTHER_CLASS) || network.labels.length < 2) return drawn;
  const other = (step: number) => ({ check: OTHER_CLASS, step, layer: '', share: 0 });
  return [...drawn, ...(modes.length === 0 ? [other(0)] : []), other(1)];
}
