import type { Context } from '../analysis/context.ts';
import type { Gallery, GalleryItem, Picture } from '../data.ts';
import { wide, type Block, type Section } from '../html/section.ts';
import { clip } from '../text/clip.ts';
import { markup, type Content, type Markup } from '../text/markup.ts';
import { counted, fixed } from '../text/numbers.ts';
import { galleryLegend } from './gallery-legend.ts';
import { pictureItem, pictureList } from './gallery-pictures.ts';
import { list } from './words.ts';

const RANKS = { best: 'Best', median: 'Median', worst: 'Worst' } as const;

/** One row of pictures: a typical finding, and the methods’ maps of it. */
export function firstPictures(context: Context): Content {
  const typical = context.data.gallery?.typical;
  if (!typical) return undefined;
  const heading = markup`A typical finding: ${clip(typical.class)} <span class="muted">(<a href="#gallery">how it was chosen</a>)</span>`;
  return pictureList(context, typical, heading, 'row');
}

/** A typical finding of each class, in one row. */
export function typicalSection(context: Context): Section | undefined {
  const { gallery } = context.data;
  const { typical, cases = [] } = gallery ?? {};
  const items = cases.filter(({ rank, class: label }) => {
    const own = cases.filter((one) => one.class === label);
    return rank === (own.length > 2 ? 'median' : own[0].rank);
  });
  if (!gallery || (!typical && items.length === 0)) return undefined;
  return {
    id: 'gallery',
    title: 'Typical findings',
    blocks: [
      wide(galleryLegend(gallery.marks)),
      { kind: 'prose', content: rule(context, gallery) },
      ...items.map((item) => wide(pictureList(context, item, headingOf(context, item), 'row'))),
    ],
  };
}

/** The best, the median and the worst: of each method, and of each pathology with every method. */
export function gallerySection(context: Context): Section | undefined {
  const { gallery } = context.data;
  if (!gallery || gallery.cases.length + gallery.methods.length === 0) return undefined;
  const classes = context.classes(gallery.cases.map((item) => item.class));
  const left =
    gallery.leftOut.length > 0 && markup`<p>There was no room for ${list(gallery.leftOut.map(clip))}.</p>`;
  return {
    id: 'all-pictures',
    title: 'Gallery',
    blocks: [
      wide(galleryLegend(gallery.marks)),
      { kind: 'prose', content: [markup`<h3>Each method at its best, median and worst</h3>`] },
      wide(markup`<div class="matrices">${gallery.methods.map((one) => ownRow(context, one))}</div>`),
      { kind: 'prose', content: [markup`<h3>Each pathology’s best, median and worst finding</h3>`, left] },
      ...classes.flatMap((label): Block[] =>
        gallery.cases
          .filter((item) => item.class === label)
          .map((item) => wide(pictureList(context, item, headingOf(context, item)))),
      ),
    ],
  };
}

function rule(context: Context, { method, model, typical }: Gallery): Markup {
  const { series, primary, modelTitle } = context;
  const title = series.title(method);
  const networks = primary?.estimates.cube.models.length ?? 1;
  const on = networks > 1 ? `, on which its mean is the median of the ${networks} networks’` : '';
  const measure = primary?.measure.title ?? 'the metric';
  const first =
    typical &&
    ` The finding on the first screen is the median one of the ${typical.among} that most methods explain (${counted(typical.pictures.length - 1, 'method')}).`;
  return markup`<p>Findings are chosen by the ${measure} of ${title}, the best method over all findings, with ${modelTitle(model)}${on}: of each pathology the median one.${first} A row shows as many methods as fit, the best first; all of them, the best and the worst findings, and each method’s own stand in <a href="#all-pictures">the gallery</a>. A picture opens on its own.</p>`;
}

function headingOf(context: Context, item: GalleryItem): Content {
  const { gallery, study } = context.data;
  const whose = gallery ? context.series.title(gallery.method) : study.title;
  return markup`${clip(item.class)}: ${RANKS[item.rank].toLowerCase()} <span class="muted">of ${whose}, ${fixed(item.value, 2)} (${item.image})</span>`;
}

/** The picture that shows the method's map. */
function ownRow({ series }: Context, { method, n, items }: Gallery['methods'][number]): Markup {
  const cells = items.flatMap((item) => {
    const own = item.pictures.find((picture: Picture) => picture.method === method);
    return own
      ? [
          pictureItem(
            { ...own, note: undefined },
            item,
            `${RANKS[item.rank]} ${fixed(item.value, 2)}: ${clip(item.class)}`,
          ),
        ]
      : [];
  });
  return markup`<div class="gallery matrix"><h4>${series.title(method)} <span class="muted">n = ${n}</span></h4><ul>${cells}</ul></div>
`;
}
