import { float32, integer, optionalText, text } from './column.ts';
import { defineTable } from './table.ts';

/** What the networks say of every image whose labels are known. */
export const predictions = defineTable({
  name: 'predictions',
  meaning: 'a row per model, image and label',
  key: ['model', 'image', 'label'],
  columns: {
    model: text('Network'),
    image: text('Image, as the data name it'),
    patient: optionalText('Patient; empty where the data do not tell'),
    label: text("Label, in the data's spelling"),
    truth: integer('1 present, 0 absent, −1 uncertain'),
    logit: float32('The score before softmax or sigmoid'),
    probability: float32('0 to 1'),
    failure: optionalText('Why there is no prediction'),
  },
});
