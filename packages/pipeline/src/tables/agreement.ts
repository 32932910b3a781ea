import { number, optionalText, text } from './column.ts';
import { defineTable, type RowOf } from './table.ts';

/** How alike two explanations of one finding are, or an explanation and a reader's finding. */
export const agreement = defineTable({
  name: 'agreement',
  meaning: 'a row per image, class, pair, measure and segmenter',
  key: ['image', 'class', 'metric', 'segmenter', 'model_a', 'a', 'model_b', 'b'],
  columns: {
    image: text('Image, as the data name it'),
    patient: optionalText('Patient; empty where the data do not tell'),
    class: text("Class, in the data's spelling"),
    metric: text('Measure of agreement'),
    segmenter: text('Segmenter; empty for a measure of the maps themselves, and between two readers'),
    model_a: text('Network of the one; empty for a reader'),
    a: text('The one: a method, or a reader'),
    model_b: text('Network of the other; empty for a reader'),
    b: text('The other'),
    value: number('The measurement; empty where there is none'),
    reason: optionalText('Why there is no value'),
  },
});

export type AgreementRow = RowOf<typeof agreement>;
