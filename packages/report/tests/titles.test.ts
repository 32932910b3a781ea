import { expect, it } from 'vitest';
import { titleOf } from '../src/run/titles.ts';

const titled = (...names: string[]) => names.map((name) => ({ name, use: 'grad-cam', title: 'Grad-CAM' }));
const titles = (...names: string[]) => titled(...names).map((one, _, all) => titleOf(one, all));

it('gives variants of one title their names, and one that has no other its title', () => {
  expect(titles('grad-cam[relu=true]', 'grad-cam[relu=false]')).toEqual([
    'Grad-CAM (grad-cam[relu=true])',
    'Grad-CAM (grad-cam[relu=false])',
  ]);
  expect(titles('grad-cam', 'captum')).toEqual(['Grad-CAM', 'Grad-CAM (captum)']);
  expect(titles('captum', 'grad-cam')).toEqual(['Grad-CAM (captum)', 'Grad-CAM']);
  expect(titles('captum')).toEqual(['Grad-CAM']);
});

it('leaves the name out that a method of others has by itself', () => {
  const finer = { name: 'finer(grad-cam)', use: 'finer', title: 'FinerCAM of Grad-CAM' };
  expect(titleOf(finer, [finer, { ...finer, name: 'mine' }])).toBe('FinerCAM of Grad-CAM');
});
