import { number, optionalText, text } from './column.ts';
import { defineTable } from './table.ts';

/** Features of the findings as drawn, whatever the networks. */
export const findings = defineTable({
  name: 'findings',
  meaning: 'a row per image, class, reader and feature',
  key: ['image', 'class', 'reader', 'feature'],
  columns: {
    image: text('Image, as the data name it'),
    patient: optionalText('Patient; empty where the data do not tell'),
    class: text("Class, in the data's spelling"),
    reader: optionalText('Who drew it; empty where the data do not tell'),
    feature: text('Feature'),
    value: number('The measurement; empty where there is none'),
    reason: optionalText('Why there is no value'),
  },
});
