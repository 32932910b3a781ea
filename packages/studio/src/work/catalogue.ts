import { publicationOf, type Contribution, type Explainer, type Registry } from '@camscope/core';
import { mapSchema } from '@camscope/pipeline/maps';
import { colourMapNames } from '@camscope/pixels';
import { z } from 'zod';
import type { Catalogue, CatalogueEntry, MethodEntry } from './api.ts';

/** All that may be chosen, as data. */
export function catalogueOf({ explainer, segmenter, metric, filter }: Registry): Catalogue {
  return {
    methods: explainer.all().map(methodEntry),
    segmenters: segmenter.all().map(entryOf),
    metrics: metric.all().map(entryOf),
    filters: filter.all().map(entryOf),
    map: schemaOf(mapSchema),
    colourMaps: colourMapNames,
  };
}

function methodEntry(explainer: Explainer): MethodEntry {
  return {
    ...entryOf(explainer),
    form: formOf(explainer),
    takes: explainer.combine && explainer.takes,
    gives: explainer.gives ?? 'map',
  };
}

function formOf({ perturb, host, combine }: Explainer): MethodEntry['form'] {
  if (perturb) return 'perturbation';
  if (host) return 'host';
  return combine ? 'combinator' : 'expression';
}

export function entryOf(contribution: Contribution): CatalogueEntry {
  const { id, title, summary, short, options, presets = {} } = contribution;
  return {
    ...{ id, title, summary, short },
    citation: publicationOf(contribution),
    options: schemaOf(options),
    presets: Object.entries(presets).map(([name, { summary, options = {}, map = {} }]) => {
      return { name, summary, options, map };
    }),
  };
}

function schemaOf(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}
