import type { Registry } from '@camscope/core';
import { coco } from '@camscope/datasets-coco';
import { table } from '@camscope/datasets-table';
import { entryOf } from '../catalogue.ts';
import { readMetrics } from '../regions.ts';
import type { StudyCatalogue } from './api.ts';

/** What can be chosen for a study. */
export function studyCatalogue(registry: Registry): StudyCatalogue {
  return {
    readers: { json: entryOf(coco), table: entryOf(table) },
    metrics: readMetrics(registry).map(({ id }) => id),
  };
}
