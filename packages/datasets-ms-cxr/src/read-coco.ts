import { parse } from 'node:path';
import { type NamedFile, own, type Problems, readCocoBoxes } from '@camscope/datasets-common';
import type { Phrases } from './phrases.ts';

/**
 * The same in COCO's format, whose images have a path and a split beside COCO's own keys.
 * @throws CamscopeError DATA_INVALID naming file and place, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readCoco(file: NamedFile, phrases: Phrases, problems: Problems): Promise<void> {
  for (const { name, frame, fields, boxes } of await readCocoBoxes(file, problems)) {
    const [path, split] = ['path', 'split'].map((key) => own(fields, key));
    const facts = {
      id: parse(name).name,
      path: typeof path === 'string' ? path : name,
      frame,
      split: typeof split === 'string' ? split : undefined,
    };
    for (const { category, box, at } of boxes)
      problems.attempt(() => phrases.add(facts, category, box, `${file.path}: ${at}`));
  }
}
