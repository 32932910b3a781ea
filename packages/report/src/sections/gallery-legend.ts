import { colourTable } from '@camscope/pixels';
import type { Mark } from '../data.ts';
import { OUTLINES } from '../run/outline.ts';
import { markup, type Markup } from '../text/markup.ts';

const NAMES: Readonly<Record<Mark, string>> = {
  reader: 'box of a reader',
  method: 'box of a method',
  gaze: 'where a reader looked, larger the longer',
  confounder: 'what may give the finding away',
};
const STEPS = 64;

/** What the lines and colours of pictures mean. */
export function galleryLegend(marks: readonly Mark[]): Markup {
  const keys = marks.map(
    (what) => markup`<li>${what === 'gaze' ? ringKey() : lineKey(what)}${NAMES[what]}</li>`,
  );
  return markup`<ul class="legend">${keys}<li>heat: 0 ${colourBar()} 1</li></ul>`;
}

/** As it is drawn, upon grey. */
function lineKey(what: Mark): Markup {
  const { ink, halo, ...style } = OUTLINES[what];
  const dash = 'dash' in style ? style.dash.map((share) => 2 * share).join(' ') : 'none';
  const line = (colour: readonly number[], width: number) =>
    markup`<path d="M3 7H31" fill="none" stroke="rgb(${colour.join(' ')})" stroke-width="${width}" stroke-dasharray="${dash}"/>`;
  return markup`<svg width="34" height="14" aria-hidden="true"><path d="M0 0H34V14H0Z" fill="#7f7f7f"/>${line(halo, 4)}${line(ink, 2)}</svg>`;
}

function ringKey(): Markup {
  const { ink, halo } = OUTLINES.gaze;
  const ring = (colour: readonly number[], width: number) =>
    markup`<circle cx="17" cy="7" r="4" fill="none" stroke="rgb(${colour.join(' ')})" stroke-width="${width}"/>`;
  return markup`<svg width="34" height="14" aria-hidden="true"><path d="M0 0H34V14H0Z" fill="#7f7f7f"/>${ring(halo, 4)}${ring(ink, 2)}</svg>`;
}

function colourBar(): Markup {
  const table = colourTable('jet');
  const cells = Array.from({ length: STEPS }, (_, i) => {
    const at = 3 * Math.round((255 * i) / (STEPS - 1));
    return markup`<path d="M${2 * i} 0h2.2v11h-2.2Z" fill="rgb(${table[at]} ${table[at + 1]} ${table[at + 2]})"/>`;
  });
  return markup`<svg width="${2 * STEPS}" height="11" role="img" aria-label="Colours of heat from 0 to 1">${cells}</svg>`;
}
