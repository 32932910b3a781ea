import type { Annotation } from '../values/annotation.ts';

/** One image with everything the data says of it. */
export interface Sample {
  /** Unique in the dataset; the published name of the image. */
  readonly id: string;
  /** Absolute path of the image file. */
  readonly image: string;
  /** Size of the original image, whose pixels the annotations count; the file may be a resized copy. */
  readonly frame: { readonly width: number; readonly height: number };
  /** Images of one patient are not independent. */
  readonly patient?: string;
  /** The part of the data that the image belongs to, as published: `train`, `val`, `test`. */
  readonly split?: string;
  /** 1 present, 0 absent, −1 uncertain; a label not listed is unknown. */
  readonly labels: Readonly<Record<string, -1 | 0 | 1>>;
  readonly annotations: readonly Annotation[];
}
