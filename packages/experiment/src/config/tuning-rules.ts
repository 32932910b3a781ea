import { unknownName, type Registry, type TuningRule } from '@camscope/core';
import { meanIouRule } from '@camscope/pipeline';

/** Camscope's own rule; the others are those of data sets. */
export const MEAN_IOU = 'mean-iou';

export interface NamedRule {
  readonly name: string;
  readonly rule: TuningRule;
}

/** @throws CamscopeError NAME_UNKNOWN. */
export function tuningRule(name: string, { dataset }: Pick<Registry, 'dataset'>): NamedRule {
  const rules = new Map([[MEAN_IOU, meanIouRule]]);
  for (const { id, tuning } of dataset.all()) if (tuning) rules.set(id, tuning);
  const rule = rules.get(name);
  if (!rule) throw unknownName('rule of tuning', name, [...rules.keys()]);
  return { name, rule };
}
