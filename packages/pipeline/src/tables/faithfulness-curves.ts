import { number, text } from './column.ts';
import { defineTable } from './table.ts';

/** The curves that measures of faithfulness sum up. */
export const faithfulnessCurves = defineTable({
  name: 'faithfulness-curves',
  meaning: 'a row per model, image, class, method, measure and point',
  key: ['model', 'image', 'class', 'method', 'metric', 'x'],
  columns: {
    model: text('Network'),
    image: text('Image, as the data name it'),
    class: text("Class, in the data's spelling"),
    method: text('Method or prior, as the study names it'),
    kind: text('`method` or `prior`'),
    metric: text('Measure of faithfulness'),
    x: number('Share of the image changed, 0 to 1'),
    y: number('What the measure follows, such as the probability of the class'),
  },
});
