import { parseOptions, type Files, type ImageCodec, type Registry } from '@camscope/core';
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
  { registry, files, codec }: WriterParts,
  cwd: string,
): MapWriter {
  const { colourMap, out, segmenter: id } = options;
  const segmenter = id === undefined ? undefined : registry.segmenter.get(id);
  return {
    colourMap,
    segment: segmenter && ((map, context) => segmenter.segment(map, parseOptions(segmenter), context)),
    codec,
    files,
    out,
    cwd,
  };
}
