import { integer, number, optionalText, text } from './column.ts';
import { defineTable, type RowOf } from './table.ts';

/** How good the networks are as classifiers. */
export const classification = defineTable({
  name: 'classification',
  meaning: 'a row per model, label and measure',
  key: ['model', 'label', 'metric'],
  columns: {
    model: text('Network'),
    label: text("Label, in the data's spelling"),
    metric: text('Measure of classification'),
    n: integer('Images it stands on; uncertain ones are left out'),
    positives: integer('Of them, those that have the label'),
    value: number('The measurement; empty where there is none'),
    low: number('Lower end of its 95 % interval'),
    high: number('Upper end'),
    interval: optionalText('How the interval was made'),
    reason: optionalText('Why there is no value, or no interval'),
  },
});

export type ClassificationRow = RowOf<typeof classification>;
