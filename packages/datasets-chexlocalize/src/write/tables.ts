import type { Replicates, TaskSummary } from '../evaluate/bootstrap.ts';
import type { PooledPixels } from '../evaluate/pixels.ts';
import type { TaskValues } from '../evaluate/values.ts';

/** `iou_results_per_cxr.csv` or `hitmiss_results_per_cxr.csv`: a line an image. */
export function valuesCsv({ measure, images, tasks }: TaskValues): string {
  const columns = [...tasks.values()].map((values) => {
    const whole = measure === 'hit' && values.every((value) => !Number.isNaN(value));
    return (row: number) => (whole ? String(values[row]) : pythonFloat(values[row]));
  });
  const lines = images.map((image, row) => [...columns.map((cell) => cell(row)), image]);
  return csv([...tasks.keys(), 'img_id'], lines);
}

/** `iou_bootstrap_results_per_cxr.csv` or `hitmiss_bootstrap_results_per_cxr.csv`: a line a replicate. */
export function replicatesCsv(replicates: Replicates): string {
  const columns = [...replicates.values()];
  const lines = Array.from(columns[0] ?? [], (_, row) => columns.map((means) => pythonFloat(means[row])));
  return csv([...replicates.keys()], lines);
}

/** `iou_summary_results.csv` or `hitmiss_summary_results.csv`: a line a task, the mean being that of the replicates. */
export function summaryCsv(summary: readonly TaskSummary[]): string {
  const lines = summary.map(({ task, lower, bootstrapMean, upper }) => [
    task,
    ...[lower, bootstrapMean, upper].map(pythonFloat),
  ]);
  return csv(['name', 'lower', 'mean', 'upper'], lines);
}

/** `pred_precision_recall_specificity.csv`: a line a task. */
export function pixelsCsv(pixels: readonly PooledPixels[]): string {
  const lines = pixels.map(({ task, precision, recall, specificity }, row) => [
    String(row),
    task,
    ...[precision, recall, specificity].map(pythonFloat),
  ]);
  return csv(['', 'pathology', 'precision', 'recall/sensitivity', 'specificity'], lines);
}

function csv(header: readonly string[], lines: readonly (readonly string[])[]): string {
  return [header, ...lines].map((cells) => `${cells.join(',')}\n`).join('');
}

/** As pandas writes a float: the shortest digits that mean it, with an exponent below 1e-4; nothing for NaN. */
function pythonFloat(value: number | null): string {
  if (value === null || Number.isNaN(value)) return '';
  if (Number.isInteger(value)) return value.toFixed(1);
  if (Math.abs(value) >= 1e-4) return String(value);
  return value.toExponential().replace(/e-(\d)$/, 'e-0$1');
}
