import { integer, number, optionalText, text } from './column.ts';
import { defineTable } from './table.ts';

/** The thresholds that were tried where a study tunes a segmenter. */
export const thresholds = defineTable({
  name: 'thresholds',
  meaning: 'a row per model, method, class and threshold that was tried on the images that are tuned on',
  key: ['model', 'method', 'class', 'threshold'],
  columns: {
    model: text('Network; empty for a prior'),
    method: text('Method or prior, as the study names it'),
    kind: text('`method`, or `prior`, a guess that knows nothing of the image'),
    class: text("Class, in the data's spelling"),
    segmenter: text('The segmenter that cuts at it'),
    threshold: number('The threshold, 0 to 1'),
    mean_iou: number('Mean IoU of masks by the rule of tuning; empty where it has none'),
    n: integer('Findings that the mean is of'),
    chosen: optionalText('`yes` for the threshold that is used; empty for the others'),
  },
});
