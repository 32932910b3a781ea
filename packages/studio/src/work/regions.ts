import {
  parseOptions,
  polygonOfBox,
  type Annotation,
  type Metric,
  type Registry,
  type Segmentation,
} from '@camscope/core';
import { boxOfPolygon } from '@camscope/pixels';
import type { Choice, Score, Segmented, Shape } from './api.ts';
import type { HeldMap } from './explain.ts';

/** @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID. */
export function segmentationOf(
  map: HeldMap,
  { use, options }: Choice,
  registry: Pick<Registry, 'segmenter'>,
): Segmentation {
  const segmenter = registry.segmenter.get(use);
  const { finished, label, probabilities, target } = map;
  const context = { label, probability: probabilities[target] };
  return segmenter.segment(finished.map, parseOptions(segmenter, options), context);
}

/** What a segmenter makes of a map, for the page. @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID. */
export function segmented(map: HeldMap, choice: Choice, registry: Pick<Registry, 'segmenter'>): Segmented {
  const start = performance.now();
  const { regions, mask, thresholds, blank } = segmentationOf(map, choice, registry);
  const milliseconds = performance.now() - start;
  return {
    regions: regions.map((region) => ({ ...region, contours: region.contours ?? [] })),
    mask: mask.data.slice(),
    ...{ thresholds, blank, milliseconds },
  };
}

/**
 * Every metric that reads regions and needs one image alone, against shapes as one reader's finding.
 * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID.
 */
export function measured(
  held: HeldMap,
  choice: Choice,
  drawn: readonly Shape[],
  registry: Pick<Registry, 'segmenter' | 'metric'>,
): Score[] {
  const { map } = held.finished;
  const segmentation = segmentationOf(held, choice, registry);
  const annotation = annotationOf(held.label, drawn);
  return readMetrics(registry).flatMap((metric): Score[] => {
    const { id, title, scoreDirection: direction, range } = metric;
    const options = parseOptions(metric);
    const names = metric.names?.(options) ?? [''];
    const values = [metric.measure({ map, segmentation, annotation }, options)].flat();
    return values.map((one, i) => ({
      ...one,
      ...{ id: names[i] ? `${id}.${names[i]}` : id, title, direction, range },
    }));
  });
}

/** The metrics that read regions, and of one image alone. */
export function readMetrics({ metric }: Pick<Registry, 'metric'>): Metric[] {
  return metric.all().filter(({ truth, others }) => truth !== 'fixations' && !others);
}

/** Boxes as they are; with a polygon among them, all as outlines. */
function annotationOf(label: string, drawn: readonly Shape[]): Annotation {
  const boxes = drawn.map((shape) => ('box' in shape ? shape.box : boxOfPolygon(shape.polygon)));
  if (drawn.every((shape) => 'box' in shape)) return { label, boxes };
  return {
    label,
    boxes,
    contours: drawn.map((shape) => ('box' in shape ? polygonOfBox(shape.box) : shape.polygon)),
  };
}
