import { resolve } from 'node:path';
import { type Annotation, CamscopeError } from '@camscope/core';
import { ofOption } from '@camscope/datasets-common';
import { readText } from '@camscope/files-node';
import type { ChexlocalizeOptions } from '../options.ts';
import { areaOf, type Frame } from '../segmentations.ts';
import { chexlocalizeTasks } from '../tasks.ts';
import { type AnnotationFile, parseAnnotations } from './annotations.ts';
import { annotationOf } from './finding.ts';
import { parseSegmentations, type SegmentationFile } from './segmentations.ts';

/** What one reader saw. */
export interface Reading {
  readonly reader: string;
  /** Of every image in the reader's files. */
  readonly frames: ReadonlyMap<string, Frame>;
  readonly notes: readonly string[];
  /** The reader's findings on an image, in CheXlocalize's order of tasks. */
  annotationsOf(id: string): Annotation[];
}

/**
 * Reads the files of one reader.
 * @throws CamscopeError DATA_INVALID naming file, image and task, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readReader(
  reader: string,
  files: Pick<ChexlocalizeOptions, 'annotations' | 'segmentations'>,
  fill: ChexlocalizeOptions['fill'],
  baseDirectory: string,
  signal?: AbortSignal,
): Promise<Reading> {
  const read = async <T>(
    option: 'annotations' | 'segmentations',
    parse: (text: string, name: string) => T,
  ) => {
    const file = files[option];
    if (file === undefined) return undefined;
    const path = resolve(baseDirectory, file);
    return parse(await readText(path, ofOption('chexlocalize', option, signal)), path);
  };
  const outlined = await read('annotations', parseAnnotations);
  const segmented = await read('segmentations', parseSegmentations);
  return {
    reader,
    frames: framesOf(outlined, segmented),
    notes: [...(outlined?.notes ?? []), ...(segmented?.notes ?? [])],
    annotationsOf(id) {
      return chexlocalizeTasks.flatMap((task) => {
        const outlines = outlined?.images.get(id)?.outlines.get(task);
        const mask = segmented?.masks.get(id)?.get(task);
        const frame = outlined?.images.get(id)?.frame;
        const seen = mask && areaOf(mask) > 0 ? mask : undefined;
        // A reader's mask decides what was seen, where there is one.
        if (mask ? !seen : !outlines) return [];
        return [annotationOf({ label: task, reader, outlines, mask: seen, frame, fill })];
      });
    },
  };
}

function framesOf(outlined?: AnnotationFile, segmented?: SegmentationFile): Map<string, Frame> {
  const frames = new Map<string, Frame>();
  for (const [id, { frame }] of outlined?.images ?? []) addFrame(frames, id, frame);
  for (const [id, masks] of segmented?.masks ?? [])
    for (const { width, height } of masks.values()) addFrame(frames, id, { width, height });
  return frames;
}

/** @throws CamscopeError DATA_INVALID when the image is known with another size. */
export function addFrame(frames: Map<string, Frame>, id: string, frame: Frame): void {
  const known = frames.get(id) ?? frame;
  frames.set(id, known);
  if (known.width === frame.width && known.height === frame.height) return;
  throw new CamscopeError('DATA_INVALID', `The files disagree on the size of ${id}`, {
    found: `${known.width} × ${known.height} and ${frame.width} × ${frame.height}`,
    fix: 'Give files that were made from the same images',
  });
}
