import { keyOf, type Json } from './key.ts';

/** Stages whose work is kept, in the order in which they run. */
export const stages = [
  'features',
  'explain',
  'tune',
  'measure',
  'agreement',
  'predict',
  'classification',
  'faithfulness',
  'sanity',
] as const;
export type StageName = (typeof stages)[number];

/** What many units have in common: all but their lots. */
export interface Group {
  readonly stage: StageName;
  /** `<stage>/<network>/<method>`, as the study names them. */
  readonly id: string;
  /** All that what comes of its units depends on, beside their lots. */
  readonly recipe: Json;
  readonly key: string;
}

export function groupOf(stage: StageName, names: readonly string[], recipe: Json): Group {
  return { stage, id: [stage, ...names].join('/'), recipe, key: keyOf([stage, recipe]) };
}

/** A pure step on a fixed lot. What comes of it is kept by its key, which says all that it depends on. */
export interface Unit {
  readonly group: Group;
  readonly key: string;
  /** What goes to one shard as a whole: a block of images, the checks of a method. Undefined where it stands on all parts. */
  readonly part?: string;
  /** Steps of work: findings, images or maps. */
  readonly weight: number;
  /** It leaves arrays beside its value. */
  readonly arrays?: boolean;
}

/** @param lot what it depends on beside its group. */
export function unitOf(group: Group, lot: Json, where: Omit<Unit, 'group' | 'key'>): Unit {
  return { group, key: keyOf([group.key, lot]), ...where };
}
