import { isCamscopeError } from '@camscope/core';
import { describe, expect, it, test } from 'vitest';
import { type ColumnMap, columnsInWords, findColumns } from '../src/index.ts';

const find = (header: string, given: ColumnMap = {}, ignore: readonly string[] = []) =>
  findColumns({ header: header.split(','), path: 'boxes.csv', given, ignore });

describe('columns are found by their usual names', () => {
  test.each<[string, ColumnMap]>([
    [
      'image_id,class_name,class_id,rad_id,x_min,y_min,x_max,y_max',
      {
        image: 'image_id',
        label: 'class_name',
        reader: 'rad_id',
        ...{ xMin: 'x_min', yMin: 'y_min', xMax: 'x_max', yMax: 'y_max' },
      },
    ],
    [
      'Image Index,Finding Label,Bbox [x,y,w,h]',
      { image: 'Image Index', label: 'Finding Label', x: 'Bbox [x', y: 'y', w: 'w', h: 'h]' },
    ],
    [
      'File-Name,LABEL,x,y,width,height,image_width,image_height',
      {
        ...{ image: 'File-Name', label: 'LABEL', imageWidth: 'image_width', imageHeight: 'image_height' },
        ...{ x: 'x', y: 'y', w: 'width', h: 'height' },
      },
    ],
    [
      'path,finding,xmin,ymin,xmax,ymax,width,height,split,Patient ID',
      {
        ...{ image: 'path', label: 'finding', split: 'split', patient: 'Patient ID' },
        ...{ imageWidth: 'width', imageHeight: 'height' },
        ...{ xMin: 'xmin', yMin: 'ymin', xMax: 'xmax', yMax: 'ymax' },
      },
    ],
    ['file,disease,present', { image: 'file', label: 'disease', value: 'present' }],
  ])('%s', (header, columns) => {
    expect(find(header)).toEqual(columns);
  });

  it('but not those that are given, ignored, or taken by others', () => {
    expect(find('image,name,label,x,y,w,h', { label: 'name' }, ['label'])).toEqual({
      ...{ image: 'image', x: 'x', y: 'y', w: 'w', h: 'h' },
    });
    expect(find('image,label,a,b,c,d,x,y', { x: 'a', y: 'b', w: 'c', h: 'd' })).toEqual({
      image: 'image',
      label: 'label',
    });
  });

  it('which can be told', () => {
    expect(columnsInWords(find('Image Index,Finding Label'))).toBe(
      "image from 'Image Index', label from 'Finding Label'",
    );
  });
});

describe('what may be meant in two ways is refused', () => {
  test.each<[string, string, string]>([
    [
      'image,file,label',
      "Several columns may be 'image'",
      "'image', 'file'\n  do: Name the one that is meant, as columns: { image: 'image' }, or 'ignore' the others",
    ],
    ['image,Image,label', "Several columns may be 'image'", "'image', 'Image'"],
    [
      'image,label,x,y,w,h,xmin,ymin,xmax,ymax',
      'Several columns may be a box',
      "x, y, w, h; xmin, ymin, xmax, ymax\n  do: Name the four that are meant, as columns: { x: 'x', y: 'y', w: 'w', h: 'h' }",
    ],
    ['image,label,x,X,y,w,h', 'Several columns may be a box', 'x or X, y, w, h'],
    [
      'image,label,x,y',
      'A box lacks columns',
      "Name all four, as columns: { x: 'x', y: 'y', w: '…', h: '…' }",
    ],
    ['name,label,x,y,w,h', 'No column names the image', 'found: name, label, x, y, w, h'],
  ])('%s', (header, summary, details) => {
    const error = errorOf(() => find(header));
    expect(error).toContain(`boxes.csv:1: ${summary}`);
    expect(error).toContain(details);
  });
});

function errorOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isCamscopeError(error) && error.code === 'DATA_INVALID') return error.message;
    throw error;
  }
  throw new Error('Did not fail as it should');
}
