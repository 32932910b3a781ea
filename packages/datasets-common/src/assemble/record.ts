import type { Annotation, Sample } from '@camscope/core';
import type { Frame } from '../images/frame-of.ts';

/** What the files of a data set say of one image. */
export interface ImageRecord {
  /** Unique; the published name. */
  readonly id: string;
  /** The path or name of its file; `id` by default. Another extension will do. */
  readonly file?: string;
  /** Size of the image in whose pixels annotations count; told by the image where the files do not state it. */
  readonly frame?: Frame;
  readonly patient?: string;
  readonly split?: string;
  readonly labels?: Sample['labels'];
  /** What readers drew; a function where that depends on the size of the image. */
  readonly annotations: readonly Annotation[] | ((frame: Frame) => readonly Annotation[]);
}
