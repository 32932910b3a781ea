import type { Box } from '@camscope/core';
import type { NamedFile } from '../files.ts';
import type { Problems } from '../notes.ts';
import { cocoBox, type CocoImage, readCoco } from './coco.ts';

/** One image of a COCO file of boxes. */
export interface CocoBoxedImage extends Omit<CocoImage, 'annotations'> {
  readonly boxes: readonly CocoBox[];
}

export interface CocoBox {
  readonly category: string;
  readonly box: Box;
  /** Where in the file. */
  readonly at: string;
}

/**
 * The images of a COCO file in its order, with their boxes.
 * @throws CamscopeError DATA_INVALID naming file and place, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readCocoBoxes(file: NamedFile, problems: Problems): Promise<CocoBoxedImage[]> {
  const { images } = await readCoco(file, problems);
  return images.map(({ annotations, ...image }) => ({
    ...image,
    boxes: annotations.flatMap((annotation) => {
      const box = problems.attempt(() => cocoBox(annotation, file.path));
      return box === undefined ? [] : [{ category: annotation.category, box, at: annotation.at }];
    }),
  }));
}
