import { describe, expect, it } from 'vitest';
import { CamscopeError, isCamscopeError, messageOf, nearest, unknownName } from '@camscope/core';

describe('CamscopeError', () => {
  it('says where, what was asked, what was found and what to do', () => {
    const cause = new Error('inner');
    const error = new CamscopeError('CONFIG_INVALID', 'The labels do not fit', {
      at: 'study.yaml:3:5',
      asked: '4 labels',
      found: '5 classes',
      fix: 'Give one label per class',
      cause,
    });
    expect(error.message).toBe(
      'study.yaml:3:5: The labels do not fit\n  asked: 4 labels\n  found: 5 classes\n  do: Give one label per class',
    );
    expect(error).toMatchObject({ name: 'CamscopeError', code: 'CONFIG_INVALID', cause });
  });

  it('is recognised also when another copy of core made it', () => {
    const foreign = Object.assign(new Error('x'), { [Symbol.for('@camscope/core/error')]: true });
    expect(isCamscopeError(foreign)).toBe(true);
    expect(isCamscopeError(new CamscopeError('INTERNAL', 'x'))).toBe(true);
    expect([new Error('x'), null, 'x', undefined].map(isCamscopeError)).toEqual([false, false, false, false]);
  });

  it('has a message for anything thrown', () => {
    expect([new Error('a'), 'b', 3].map(messageOf)).toEqual(['a', 'b', '3']);
  });
});

describe('names that nothing answers to', () => {
  it('come with the nearest ones, best first', () => {
    expect(nearest('grad-camm', ['score-cam', 'grad-cam', 'xgrad-cam'])).toEqual(['grad-cam', 'xgrad-cam']);
    expect(nearest('Layer4', ['layer4', 'layer3'])).toEqual(['layer4', 'layer3']);
    expect(nearest('something else', ['grad-cam'])).toEqual([]);
  });

  it('are near where the name is among their words, and hardly where most letters differ', () => {
    const known = ['iobb', 'iou-accuracy', 'mask-iou', 'box-iou', 'matched-box-iou'];
    expect(nearest('IoU', known)).toEqual(['box-iou', 'mask-iou', 'iou-accuracy']);
    expect(nearest('box iou', known)).toEqual(['box-iou', 'matched-box-iou']);
    expect(nearest('foo', ['fem', 'for'])).toEqual(['for']);
  });

  it('are listed in the error', () => {
    expect(unknownName('method', 'grad-kam', ['grad-cam', 'rise'], 'See the list').message)
      .toMatchInlineSnapshot(`
      "No method is called 'grad-kam'
        found: Nearest: grad-cam. Known: grad-cam, rise
        do: See the list"
    `);
    const many = Array.from({ length: 30 }, (_, i) => `tensor_${i}`);
    expect(unknownName('tensor', 'zzzzzzzzz', many).message).toContain('tensor_23, … (30)');
    expect(unknownName('tensor', 'tensor-7', many).message).toContain('found: Nearest of 30: tensor_7, ');
    expect(unknownName('plugin', 'x', []).message).toContain('Known: none');
  });
});
