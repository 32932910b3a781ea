import { integer, number, optionalText, text } from './column.ts';
import { defineTable, type RowOf } from './table.ts';

/** Whether maps hang on what the networks have learnt. */
export const sanity = defineTable({
  name: 'sanity',
  meaning: 'a row per model, image, class, method, check, step and measure',
  key: ['model', 'image', 'class', 'method', 'check', 'step', 'metric'],
  columns: {
    model: text('Network'),
    image: text('Image, as the data name it'),
    class: optionalText("Class, in the data's spelling"),
    method: optionalText('Method, as the study names it'),
    check: optionalText(
      '`cascading`: weights drawn anew from the logits down; `independent`: in one layer; `random-logit`: another class',
    ),
    step: integer('0 is the untouched network'),
    layer: optionalText('The layer that the step has reached'),
    share: number('Share of the layers from the logits to the image that it has reached, 0 to 1'),
    metric: optionalText('Measure of agreement with the map of step 0'),
    value: number('The measurement; empty where there is none'),
    reason: optionalText('Why there is no value'),
  },
});

export type SanityRow = RowOf<typeof sanity>;
