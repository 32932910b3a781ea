import { CamscopeError, type FoundMask, type MaskFile, type Sample } from '@camscope/core';
import { encodeRunString, runsOfMask } from '@camscope/pixels';
import { emptyMask, type Frame } from '../segmentations.ts';
import { chexlocalizeTasks, taskOf } from '../tasks.ts';

/**
 * A segmentation file of CheXlocalize, byte for byte as Python's `json.dump` of pycocotools' masks writes it, without a newline
 * at its end: the images in the order given, the ten tasks of each in CheXlocalize's order, no pixel where no mask is given.
 * Labels that CheXlocalize does not localise are passed over. One mask is held at a time.
 * @throws CamscopeError DATA_INVALID for an image that is not listed, a second mask of a finding, or another size.
 */
export async function chexlocalizeSegmentations(
  images: Iterable<Pick<Sample, 'id' | 'frame'>>,
  masks: Iterable<FoundMask> | AsyncIterable<FoundMask>,
): Promise<MaskFile> {
  const entries = new Map<string, { frame: Frame; counts: Map<string, string> }>();
  for (const { id, frame } of images) entries.set(id, { frame, counts: new Map() });
  const passedOver = new Set<string>();
  for await (const { image, label, mask } of masks) {
    const task = taskOf(label);
    const entry = entries.get(image);
    if (task === undefined) passedOver.add(label);
    else if (!entry) throw refused(image, label, 'an image that is not listed');
    else if (entry.counts.has(task)) throw refused(image, label, 'a second mask');
    else if (mask.width !== entry.frame.width || mask.height !== entry.frame.height)
      throw refused(image, label, `${mask.width} × ${mask.height}`, entry.frame);
    else entry.counts.set(task, encodeRunString('runs' in mask ? mask : runsOfMask(mask)));
  }
  const lines = [...entries].map(([id, entry]) => `${pythonString(id)}: {${tasksOf(entry)}}`);
  return { text: `{${lines.join(', ')}}`, passedOver: [...passedOver] };
}

function tasksOf({ frame, counts }: { frame: Frame; counts: ReadonlyMap<string, string> }): string {
  const none = encodeRunString(emptyMask(frame));
  const size = `[${frame.height}, ${frame.width}]`;
  return chexlocalizeTasks
    .map((task) => {
      const runs = pythonString(counts.get(task) ?? none);
      return `${pythonString(task)}: {"size": ${size}, "counts": ${runs}}`;
    })
    .join(', ');
}

/** As Python's `json` writes it: in ASCII. */
function pythonString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function refused(image: string, label: string, found: string, frame?: Frame): CamscopeError {
  return new CamscopeError('DATA_INVALID', `No segmentation of ${label} on ${image} can be written`, {
    asked: frame ? `${frame.width} × ${frame.height}` : 'One mask for each task of each image',
    found,
  });
}
