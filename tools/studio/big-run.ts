import { join } from 'node:path';
import { nodeFiles } from '@camscope/files-node';
import {
  fileOf,
  headerOf,
  images,
  lineOf,
  maps,
  readLines,
  scores,
  writeParquet,
  type RowOf,
  type Table,
} from '@camscope/pipeline';

const METHODS = ['grad-cam', 'layer-cam', 'hires-cam', 'xgrad-cam', 'eigen-cam'];
const READERS = ['R1', 'R2'];
const METRICS = ['box-iou', 'hit-rate'];

/** Has the tables of a finished run tell of many findings, each on an image of its own, whose file and map are those of its first. */
export async function growRun(folder: string, findings: number): Promise<void> {
  const of = <T extends Table>(table: T) => ({ files: nodeFiles, folder, table });
  const [image] = await readLines(of(images), ['file', 'width', 'height', 'findings']);
  const [map] = await readLines(of(maps), ['model', 'class', 'map', 'array', 'boxes']);
  const spans = { gives: 'map', x0: 0, y0: 0, x1: image.width, y1: image.height };
  const write = async <T extends Table>(table: T, rows: (finding: number) => readonly RowOf<T>[]) => {
    await nodeFiles.writeFrom(join(folder, fileOf(table)), linesOf(table, findings, rows));
    await writeParquet(of(table));
  };
  const on = (finding: number) => ({ image: `${finding}.png`, patient: `P${finding >> 1}` });
  await write(images, (finding) => [{ ...image, ...on(finding) }]);
  await write(maps, (finding) => METHODS.map((method) => ({ ...map, ...on(finding), ...spans, method })));
  await write(scores, (finding) => {
    const shared = { ...on(finding), model: map.model, class: map.class, kind: 'method', against: 'finding' };
    return METHODS.flatMap((method, m) =>
      METRICS.flatMap((metric, k) =>
        READERS.map((reader, r) => ({
          ...{ ...shared, method, metric, reader, segmenter: 'multi-otsu' },
          value: Math.abs(Math.sin(finding * 7 + m * 3 + k * 2 + r)),
        })),
      ),
    );
  });
}

function* linesOf<T extends Table>(
  table: T,
  findings: number,
  rows: (finding: number) => readonly RowOf<T>[],
) {
  yield headerOf(table);
  for (let finding = 0; finding < findings; finding++)
    for (const row of rows(finding)) yield lineOf(table, row);
}
