import { float32, integer, number, optionalText, text } from './column.ts';
import { defineTable, type RowOf } from './table.ts';

/** Every measurement of an explanation, a baseline or a human reader against what a reader drew. */
export const scores = defineTable({
  name: 'scores',
  meaning: 'a row per model, image, class, method, segmenter, metric and reader',
  key: ['model', 'image', 'class', 'method', 'segmenter', 'metric', 'reader', 'against'],
  columns: {
    model: text('Network; empty for a prior or a reader'),
    image: text('Image, as the data name it'),
    patient: optionalText('Patient; empty where the data do not tell'),
    class: text("Class, in the data's spelling"),
    method: text('Method, prior or `reader:<name>`, as the study names it'),
    kind: text(
      '`method`; `prior`, a guess that knows nothing of the image; `reader`, a human measured against the others',
    ),
    layer: optionalText('Target layer, or layers joined by `+`'),
    segmenter: text(
      'Segmenter; empty for a metric of the map itself, and for regions that no segmenter made',
    ),
    metric: text('`<metric>`, or `<metric>.<name>` for one of several numbers'),
    reader: optionalText('Who drew the annotation; empty where the data do not tell'),
    against: text('What the annotation is of: the `finding`, or a `confounder` that may give it away'),
    value: number('The measurement; empty where there is none'),
    reason: optionalText('Why there is no value'),
    blank: optionalText('Why the map says nothing'),
    score: float32("The class's logit; empty where no network ran"),
    probability: float32("The class's probability, 0 to 1"),
    regions: integer('Regions found; empty for a metric of the map itself'),
    x0: number("Left edge of the best region's box, in pixels of the original image"),
    y0: number('Its top edge'),
    x1: number('Its right edge, half-open'),
    y1: number('Its bottom edge, half-open'),
  },
});

export type ScoreRow = RowOf<typeof scores> & {
  /** The value is missing because something failed, not because the metric has none to give. */
  readonly failed: boolean;
};
