import type { Annotation, Sample } from '@camscope/core';
import { rowsPerMap, type Measuring } from '@camscope/pipeline';

/** One class to explain on one image. */
export interface Finding {
  /** In the data's spelling. */
  readonly label: string;
  /** Index of the network's class or, for heatmaps made elsewhere, of the data's label. */
  readonly target: number;
  /** What each reader drew, or where they looked. */
  readonly annotations: readonly Annotation[];
}

export interface PlannedImage {
  readonly sample: Sample;
  /** Names the image's files; unique. */
  readonly stem: string;
  readonly findings: readonly Finding[];
}

export interface PlannedMethod {
  readonly name: string;
  /** Ids of the images that it explains; all where absent. */
  readonly images?: ReadonlySet<string>;
}

/** What is explained on one network. */
export interface PlannedModel {
  readonly name: string;
  /** Names the model's folder; unique. */
  readonly folder: string;
  /** In the order of the data; images without a finding are left out. */
  readonly images: readonly PlannedImage[];
  /** In the order of the study. */
  readonly methods: readonly PlannedMethod[];
}

/** What a study will do, as data: networks × (image, finding) × methods. */
export interface Plan {
  readonly models: readonly PlannedModel[];
  /** Heatmaps made elsewhere, by the network that they explain. */
  readonly imports: readonly PlannedModel[];
  /** Every finding that is measured, once, whatever the networks. */
  readonly findings: readonly PlannedImage[];
}

/** A plan, and the study that it is made for. */
export interface Planned {
  readonly plan: Plan;
  readonly study: Pick<Measuring, 'metrics' | 'segmenters'>;
}

export interface PlanCounts {
  readonly images: number;
  /** (image, class) pairs, added up over the networks. */
  readonly findings: number;
  /** Heatmaps. */
  readonly maps: number;
  /** Rows of scores of the methods; priors and readers come on top. */
  readonly rows: number;
}

export function countPlan({ plan, study }: Planned): PlanCounts {
  const { models, imports } = plan;
  const counts = { findings: 0, maps: 0, rows: 0 };
  const ids = new Set<string>();
  for (const { images, methods } of [...models, ...imports]) {
    for (const { sample, findings } of images) {
      ids.add(sample.id);
      const explaining = methods.filter((method) => explains(method, sample)).length;
      const rows = findings.reduce((sum, { annotations }) => sum + rowsPerMap(annotations, study), 0);
      counts.findings += findings.length;
      counts.maps += findings.length * explaining;
      counts.rows += rows * explaining;
    }
  }
  return { images: ids.size, ...counts };
}

export function explains({ images }: PlannedMethod, { id }: Sample): boolean {
  return images?.has(id) ?? true;
}
