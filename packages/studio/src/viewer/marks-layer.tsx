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
/** Between a name and its box, and around its letters. */
const GAP = 4;
const HALO = 3;
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
            <Name mark={mark} box={mark.box} scale={scale} />
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

/** In a corner of the box, of each reader another. */
function Name({ mark: { by, place: reader }, box, scale }: { mark: Mark; box: Box; scale: number }) {
  const place = reader % COLOURS;
  const isRight = place === 1 || place === 2;
  const isBelow = place === 1 || place === 3;
  return (
    <text
      x={isRight ? box.x1 - GAP / scale : box.x0 + GAP / scale}
      y={isBelow ? box.y1 - GAP / scale : box.y0 + (TEXT + 1) / scale}
      text-anchor={isRight ? 'end' : 'start'}
      font-size={TEXT / scale}
      stroke-width={HALO / scale}
    >
      {by}
    </text>
  );
}

/** The names of a mark's colour. */
export function classOf({ what, place }: Pick<Mark, 'what' | 'place'>): string {
  return what === 'confounder' ? 'by-confounder' : `by-reader reader-${place % COLOURS}`;
}
