import type { Annotation, Sample } from '@camscope/core';

/** One class to explain on one image. */
export interface Finding {
  /** In the data's spelling. */
  readonly label: string;
  /** Index of the network's class. */
  readonly target: number;
  /** What each reader drew. */
  readonly annotations: readonly Annotation[];
}

export interface PlannedImage {
  readonly sample: Sample;
  /** Names the image's files; unique. */
  readonly stem: string;
  readonly findings: readonly Finding[];
}

export interface PlannedModel {
  readonly name: string;
  /** Names the model's folder; unique. */
  readonly folder: string;
  /** In the order of the data; images without a finding are left out. */
  readonly images: readonly PlannedImage[];
}

/** What a study will do, as data: models × (image, finding) × methods × segmenters × metrics. */
export interface Plan {
  readonly models: readonly PlannedModel[];
  readonly methods: readonly string[];
  readonly segmenters: readonly string[];
  readonly metrics: readonly { readonly name: string; readonly needs: 'segmentation' | 'map' }[];
}

/** The measurements to be made of every map for every reader. */
export interface Measure {
  readonly metric: string;
  /** Empty for a metric of the map itself. */
  readonly segmenter: string;
}

export interface PlanCounts {
  readonly images: number;
  /** (image, class) pairs, added up over the models. */
  readonly findings: number;
  /** Heatmaps. */
  readonly maps: number;
  readonly rows: number;
}

export function measuresOf({ metrics, segmenters }: Pick<Plan, 'metrics' | 'segmenters'>): Measure[] {
  return metrics.flatMap(({ name: metric, needs }) =>
    (needs === 'map' ? [''] : segmenters).map((segmenter) => ({ metric, segmenter })),
  );
}

export function countPlan(plan: Plan): PlanCounts {
  const images = plan.models.flatMap((model) => model.images);
  const findings = images.flatMap((image) => image.findings);
  const annotations = findings.reduce((sum, finding) => sum + finding.annotations.length, 0);
  return {
    images: new Set(images.map((image) => image.sample.id)).size,
    findings: findings.length,
    maps: findings.length * plan.methods.length,
    rows: annotations * plan.methods.length * measuresOf(plan).length,
  };
}
