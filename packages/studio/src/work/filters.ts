import { CamscopeError, parseOptions, type Filter, type Raster, type Registry } from '@camscope/core';
import { filtered, type FinishedMap } from '@camscope/pipeline/maps';
import type { Choice } from './api.ts';

/**
 * A finished map of a radiograph, through filters in their order.
 * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID.
 */
export function throughFilters(
  finished: FinishedMap,
  filters: readonly Choice[],
  { registry, raster }: { readonly registry: Pick<Registry, 'filter'>; readonly raster: Raster },
): FinishedMap {
  const chosen = filters.map(({ use, options }) => {
    const contribution = registry.filter.get(use);
    return { name: use, contribution, options: parseOptions(contribution, options) };
  });
  for (const { contribution, options } of chosen) checkNeedsNoFile(contribution, options);
  const contexts = chosen.map(({ contribution: { needs } }) => (needs === 'image' ? { image: raster } : {}));
  return filtered(finished, chosen, contexts);
}

function checkNeedsNoFile(filter: Filter, options: Readonly<Record<string, unknown>>): void {
  const asked = filter.file?.(options);
  if (asked === undefined) return;
  throw new CamscopeError(
    'CONFIG_INVALID',
    `The filter '${filter.id}' asks for a file, and a page has none`,
    {
      asked,
      fix: 'Leave the file out, or run the study from the command line',
    },
  );
}
