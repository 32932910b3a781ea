import type { Annotation, Fixation, Polygon } from '@camscope/core';
import {
  ellipseIn,
  entryOf,
  type NamedFile,
  openTable,
  outlined,
  type Problems,
} from '@camscope/datasets-common';
import { certaintyIn, isTrue, type Reading } from './metadata.ts';

/**
 * Where the reader looked. What took no time is left out.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readFixations(file: NamedFile, problems: Problems): Promise<Fixation[]> {
  const [from, to] = ['timestamp_start_fixation', 'timestamp_end_fixation'];
  const degrees = ['x', 'y'].map((axis) => `angular_resolution_${axis}_pixels_per_degree`);
  const columns = [from, to, 'x_position', 'y_position', ...degrees];
  const table = await openTable(file, { format: { name: 'fixations.csv of REFLACX', columns } });
  const fixations: Fixation[] = [];
  for await (const row of table.rows()) {
    problems.attempt(() => {
      const weight = row.number(to) - row.number(from);
      const [x, y] = [row.number('x_position'), row.number('y_position')];
      const [sigmaX, sigmaY] = degrees.map((column) => row.number(column));
      if (!(sigmaX > 0 && sigmaY > 0))
        throw row.wrong('pixels per degree, above 0', `${sigmaX} and ${sigmaY}`);
      // The positions are those of pixels, whose centres are meant.
      if (weight > 0) fixations.push({ x: x + 0.5, y: y + 0.5, weight, sigmaX, sigmaY });
    });
  }
  return fixations;
}

/**
 * The ellipses of a reading by label, as outlines; those of less certainty than is asked for are left out.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readEllipses(
  file: NamedFile,
  { asked }: Reading,
  present: number,
  problems: Problems,
): Promise<Annotation[]> {
  const columns = ['xmin', 'ymin', 'xmax', 'ymax', 'certainty'];
  const table = await openTable(file, {
    format: { name: 'anomaly_location_ellipses.csv of REFLACX', columns },
  });
  const labels = asked.drawn.filter((label) => table.columns.has(label));
  const outlines = new Map<string, Polygon[]>();
  for await (const row of table.rows()) {
    problems.attempt(() => {
      const [x0, y0, x1, y1] = columns.slice(0, 4).map((column) => row.number(column));
      if (!(x1 > x0 && y1 > y0)) throw row.wrong('an ellipse with an area', `${x0}, ${y0} to ${x1}, ${y1}`);
      if (certaintyIn(row, 'certainty') < present) return;
      for (const label of labels)
        if (isTrue(row, label)) entryOf(outlines, label, () => []).push(ellipseIn({ x0, y0, x1, y1 }));
    });
  }
  return [...outlines].map(([label, all]) => outlined(label, all));
}
