import {
  fileOf,
  headerOf,
  lineOf,
  maps,
  readLines,
  scores,
  tables,
  type Table,
  type TableFile,
} from '@camscope/pipeline';
import { memoryFiles } from '@camscope/files-memory';
import { describe, expect, it } from 'vitest';

/** A run whose table has this text. */
const holding = <T extends Table>(table: T, text: string): TableFile<T> => ({
  ...{ files: memoryFiles(new Map([[`/${fileOf(table)}`, new TextEncoder().encode(text)]])), folder: '/' },
  table,
});

describe('every table', () => {
  it.each(tables.map((table) => [table.name, table] as const))('%s tells its columns and key', (_, table) => {
    const names = Object.keys(table.columns);
    expect(headerOf(table)).toBe(`${names.join(',')}\n`);
    expect(table.key.filter((name) => !names.includes(name))).toEqual([]);
    for (const { meaning } of Object.values(table.columns)) expect(meaning).toMatch(/^\S.*[^.\s]$/);
  });
});

describe('a row', () => {
  const row = {
    ...{ model: 'net', image: 'a, b.png', class: 'Mass', method: 'grad-cam', kind: 'method' },
    ...{ segmenter: '', metric: 'iou', against: 'finding', value: 0.1 + 0.2, score: Math.fround(0.1) },
  };

  it('is written in the order of the columns, and what it lacks is empty', () => {
    expect(lineOf(scores, row)).toBe(
      'net,"a, b.png",,Mass,grad-cam,method,,,iou,,finding,0.30000000000000004,,,0.100000001,,,,,,\n',
    );
  });

  it('comes back by columns, with their types', async () => {
    const text = headerOf(scores) + lineOf(scores, row);
    const [line] = await readLines(holding(scores, text), ['image', 'value', 'regions', 'score']);
    expect(line).toEqual({ image: 'a, b.png', value: 0.1 + 0.2, regions: undefined, score: 0.100000001 });
    // Nine digits tell any float32 from any other.
    expect(Math.fround(line.score!)).toBe(Math.fround(0.1));
  });

  it('has objects as JSON', async () => {
    const map = { model: 'net', image: 'a', class: 'Mass', method: 'rise', gives: 'map' };
    const boxes = { otsu: { x0: 0.5, y0: 0, x1: 2, y1: 3 } };
    const text = headerOf(maps) + lineOf(maps, { ...map, boxes, facts: { masks: 3 } });
    const lines = await readLines(holding(maps, text), ['boxes', 'facts', 'x0']);
    expect(lines).toEqual([{ boxes, facts: { masks: 3 }, x0: undefined }]);
  });

  it('with text where a number should be, and a table without a column, are refused', async () => {
    const read = (text: string) => readLines(holding(scores, text), ['image', 'value']);
    await expect(read('image,value\na,much\n')).rejects.toThrow("'much' where a number should be");
    await expect(read('image\na\n')).rejects.toMatchObject({
      code: 'DATA_INVALID',
      details: { asked: 'value' },
    });
  });
});
