import type { Box, Point } from '@camscope/core';

/** What somebody drew on a radiograph, or a place where somebody looked. */
export type Mark = {
  readonly what: 'reader' | 'confounder';
  /** Who drew it: each has a colour, and the name beside it. */
  readonly by: string;
  /** Of the reader among all; colours repeat. */
  readonly place: number;
} & (
  | { readonly box: Box }
  /** For which share of the longest look. */
  | { readonly at: Point; readonly share: number }
);

/** CSS pixels. */
const TEXT = 12;
/** Of the ring around the place that was looked at longest. */
const RING = 18;
const COLOURS = 4;

interface Props {
  readonly marks: readonly Mark[];
  /** CSS pixels for a pixel of the image. */
  readonly scale: number;
}

/** Marks over a pane, in pixels of its image; names and rings keep their size whatever the zoom. */
export function MarksLayer({ marks, scale }: Props) {
  return (
    <>
      {marks.map((mark) =>
        'box' in mark ? (
          <g class={classOf(mark)}>
            <rect
              x={mark.box.x0}
              y={mark.box.y0}
              width={mark.box.x1 - mark.box.x0}
              height={mark.box.y1 - mark.box.y0}
            />
            <text x={mark.box.x0} y={mark.box.y0 - 4 / scale} font-size={TEXT / scale}>
              {mark.by}
            </text>
          </g>
        ) : (
          <g class={classOf(mark)}>
            <circle cx={mark.at[0]} cy={mark.at[1]} r={(RING * Math.sqrt(mark.share)) / scale} />
          </g>
        ),
      )}
    </>
  );
}

function classOf({ what, place }: Mark): string {
  return what === 'confounder' ? 'by-confounder' : `by-reader reader-${place % COLOURS}`;
}
