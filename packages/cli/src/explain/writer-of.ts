import {
  parseOptions,
  presetOf,
  type Explainer,
  type Files,
  type ImageCodec,
  type Registry,
} from '@camscope/core';
import { mapSchema, type MapOptions } from '@camscope/pipeline/maps';
import type { ExplainOptions } from '../usage/explain.ts';
import type { MapWriter } from './write-map.ts';

export interface WriterParts {
  readonly registry: Pick<Registry, 'segmenter'>;
  readonly files: Files;
  readonly codec: ImageCodec;
}

/** What writes maps as the command line says. */
export function writerOf(
  options: ExplainOptions,
  explainer: Explainer,
  { registry, files, codec }: WriterParts,
  cwd: string,
): MapWriter {
  const { colourMap, out, segmenter: id } = options;
  const segmenter = id === undefined ? undefined : registry.segmenter.get(id);
  return {
    explainer,
    how: mapOptionsOf(options, explainer),
    colourMap,
    segment: segmenter && ((map, context) => segmenter.segment(map, parseOptions(segmenter), context)),
    codec,
    files,
    out,
    cwd,
  };
}

/** As the command line says, else as the method's preset does, else as the method does. */
function mapOptionsOf(options: ExplainOptions, explainer: Explainer): MapOptions {
  const { reduce, upsample, rectify, normalise } = options;
  const given = Object.entries({ reduce, upsample, rectify, normalise }).filter(
    ([, value]) => value !== undefined,
  );
  const own = explainer.finish?.(parseOptions(explainer, options.option));
  const preset = presetOf(explainer, options.option)?.map;
  return mapSchema.parse({ ...own, ...preset, ...Object.fromEntries(given) });
}
