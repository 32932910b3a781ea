/** What readers of data are tested with, without the rest of the kit. */
export { testDataset } from './datasets/checks.ts';
export type { DatasetFixture, WrittenData } from './datasets/fixture.ts';
export { copyOf, type Copy } from './datasets/opened.ts';
export { type ShortData, writtenFixture } from './datasets/written.ts';
