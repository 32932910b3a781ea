import { parseOptions, type ImageCodec, type Registry } from '@camscope/core';
import type { ExplainOptions } from '../usage/explain.ts';
import type { OutFolder } from './out-folder.ts';
import type { MapWriter } from './write-map.ts';

export interface WriterParts {
  readonly registry: Pick<Registry, 'segmenter'>;
  readonly codec: ImageCodec;
  readonly out: OutFolder;
}

/** What writes maps as the command line says. */
export function writerOf(
  { colourMap, segmenter: id }: Pick<ExplainOptions, 'colourMap' | 'segmenter'>,
  { registry, codec, out }: WriterParts,
): MapWriter {
  const segmenter = id === undefined ? undefined : registry.segmenter.get(id);
  return {
    colourMap,
    segment: segmenter && ((map, context) => segmenter.segment(map, parseOptions(segmenter), context)),
    codec,
    out,
  };
}
