import { number, optionalText, text } from './column.ts';
import { defineTable } from './table.ts';

/** What the networks say of the maps when parts of the image are changed. */
export const faithfulness = defineTable({
  name: 'faithfulness',
  meaning: 'a row per model, image, class, method and measure',
  key: ['model', 'image', 'class', 'method', 'metric'],
  columns: {
    model: text('Network'),
    image: text('Image, as the data name it'),
    patient: optionalText('Patient; empty where the data do not tell'),
    class: text("Class, in the data's spelling"),
    method: optionalText('Method or prior, as the study names it'),
    kind: optionalText('`method` or `prior`'),
    metric: optionalText('Measure of faithfulness'),
    value: number('The measurement; empty where there is none'),
    reason: optionalText('Why there is no value'),
  },
});
