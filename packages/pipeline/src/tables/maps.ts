import type { Box } from '@camscope/core';
import { float32, integer, json, number, optionalText, text } from './column.ts';
import { defineTable, type RowOf } from './table.ts';

/** What is known of each heatmap beside its measurements. */
export const maps = defineTable({
  name: 'maps',
  meaning: 'a row per heatmap: its file, what it spans, score, why it is blank, its cost, the boxes found',
  key: ['model', 'image', 'class', 'method'],
  columns: {
    model: text('Network'),
    image: text('Image, as the data name it'),
    patient: optionalText('Patient; empty where the data do not tell'),
    class: text("Class, in the data's spelling"),
    method: text('Method, as the study names it'),
    layer: optionalText('Target layer, or layers joined by `+`; empty for a map made elsewhere'),
    map: optionalText("The raw map's .npz file, relative to the run; empty when it failed"),
    array: optionalText('Its name among the arrays of that file'),
    gives: text('`map`: float32 [h,w]; `attribution`: [h,w] or [C,H,W] over the input'),
    x0: number('Left edge of what the map spans, in pixels of the original image'),
    y0: number('Its top edge'),
    x1: number('Its right edge, half-open'),
    y1: number('Its bottom edge, half-open'),
    score: float32("The class's logit"),
    probability: float32("The class's probability, 0 to 1"),
    blank: optionalText('Why the map says nothing'),
    passes: integer(
      'Images that go through the whole network for all classes of the image, where nothing is known before',
    ),
    facts: json<Readonly<Record<string, unknown>>>('What else the method tells of the map'),
    boxes: json<Readonly<Record<string, Box>>>("The best region's box by segmenter, in pixels of the image"),
    failure: optionalText('Why there is no map, or none that can be finished'),
  },
});

export type MapRow = RowOf<typeof maps>;
