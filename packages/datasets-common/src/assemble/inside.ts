import type { Annotation, Box } from '@camscope/core';
import type { Frame } from '../images/frame-of.ts';

/** Pixels by which boxes that were rounded may leave the frame without being told. */
const ROUNDED = 1;

/** What became of the boxes of an image. */
export interface Inside {
  readonly annotations: readonly Annotation[];
  /** Whether a box hung over the border and was cut there. */
  readonly cut: boolean;
  /** Whether a box has no part inside, so that its finding cannot be measured. */
  readonly outside: boolean;
  /** Whether the reader also looked beside the image; such fixations are left out. */
  readonly beside: boolean;
}

/** Annotations with their boxes cut at the border of the image, and with the fixations on it. */
export function insideOf(annotations: readonly Annotation[], frame: Frame): Inside {
  let cut = false;
  let outside = false;
  let beside = false;
  const kept = annotations.map((annotation): Annotation => {
    const { fixations } = annotation;
    const looked = fixations?.filter(({ x, y }) => x >= 0 && y >= 0 && x < frame.width && y < frame.height);
    if (fixations && looked && looked.length < fixations.length) {
      beside = true;
      if (looked.length > 0) return { ...annotation, fixations: looked };
      const fault = `none of its fixations is on the image of ${frame.width}×${frame.height}`;
      return { ...annotation, fixations: [], fault };
    }
    if (annotation.boxes.every((box) => within(box, frame, 0))) return annotation;
    const boxes = annotation.boxes.map((box) => clipped(box, frame));
    const gone = boxes.findIndex((box) => box.x0 >= box.x1 || box.y0 >= box.y1);
    if (gone >= 0) {
      outside = true;
      const { label, reader, confounder, boxes: drawn } = annotation;
      return {
        label,
        ...(reader !== undefined && { reader }),
        ...(confounder && { confounder }),
        boxes: [],
        fault: `its box ${inWords(drawn[gone])} is outside of the image of ${frame.width}×${frame.height}, or has no area`,
      };
    }
    cut ||= annotation.boxes.some((box) => !within(box, frame, ROUNDED));
    return { ...annotation, boxes };
  });
  return { annotations: kept, cut, outside, beside };
}

function within({ x0, y0, x1, y1 }: Box, { width, height }: Frame, slack: number): boolean {
  const inside = x0 >= -slack && y0 >= -slack && x1 <= width + slack && y1 <= height + slack;
  return inside && x0 < x1 && y0 < y1;
}

function clipped({ x0, y0, x1, y1 }: Box, { width, height }: Frame): Box {
  return { x0: Math.max(0, x0), y0: Math.max(0, y0), x1: Math.min(width, x1), y1: Math.min(height, y1) };
}

function inWords({ x0, y0, x1, y1 }: Box): string {
  return `[${x0}, ${x1}) × [${y0}, ${y1})`;
}
