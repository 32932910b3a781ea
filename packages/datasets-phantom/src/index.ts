import { defineDataset, definePlugin } from '@camscope/core';
import { open } from './open.ts';
import { options } from './options.ts';
import { starter } from './starter.ts';

export { MARKER } from './open.ts';
export { generatePhantom, MASK_CM, type Phantom, type PhantomFinding } from './phantom.ts';
export { rasterOf } from './raster.ts';
export { partsOf } from './readers/parts.ts';
export { readBoxes, type ReaderName, readerNames } from './readers/read.ts';
export { specOf, type SpecOptions } from './spec/draw-spec.ts';
export { type Label, labels } from './spec/labels.ts';
export { phantomSeed } from './spec/seed.ts';
export type * from './spec/spec.ts';

export const phantom = defineDataset({
  id: 'phantom',
  title: 'Phantoms',
  summary:
    'Synthetic chest radiographs, made on the fly from a seed, of which it is known exactly where each finding is.',
  citation: 'own',
  options,
  open,
  annotators: { one: 'simulated reader', many: 'simulated readers' },
  starter,
});

export default definePlugin({
  name: '@camscope/datasets-phantom',
  apiVersion: 1,
  contributes: [phantom],
});
