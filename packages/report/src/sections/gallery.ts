import { CamscopeError } from '@camscope/core';
import type { Context } from '../analysis/context.ts';
import type { GalleryItem, Picture } from '../data.ts';
import { prose, type Section } from '../html/section.ts';
import { markup, type Markup } from '../text/markup.ts';
import { fixed } from '../text/numbers.ts';

const RANKS = { best: 'Best', median: 'Median', worst: 'Worst' } as const;
const PICTURE = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

/** Cases to look at: the best, the median and the worst of each class and network. */
export function gallerySection(context: Context): Section | undefined {
  const { gallery = [] } = context.data;
  if (gallery.length === 0) return undefined;
  const models = context.models(gallery.map(({ model }) => model));
  const classes = context.classes(gallery.map((item) => item.class));
  return {
    id: 'gallery',
    title: 'Gallery',
    blocks: models.flatMap((model) =>
      classes.flatMap((label) => {
        const items = gallery.filter((item) => item.model === model && item.class === label);
        if (items.length === 0) return [];
        const heading = models.length > 1 ? `${label}, ${context.modelTitle(model)}` : label;
        return [
          prose(markup`<h3>${heading}</h3>`),
          { kind: 'prose' as const, content: items.map((item) => row(context, item)), wide: true },
        ];
      }),
    ),
  };
}

function row(context: Context, item: GalleryItem): Markup {
  const { primary, series } = context;
  const whose = item.method === undefined ? '' : ` of ${series.title(item.method)}`;
  const value =
    primary && item.value !== null ? `: ${primary.measure.title}${whose} ${fixed(item.value, 3)}` : '';
  return markup`<div class="gallery"><h4>${RANKS[item.rank]}${value} <span class="muted">(${item.image})</span></h4>
<ul>${item.pictures.map((picture) => pictureItem(picture, item))}</ul></div>
`;
}

/** @throws CamscopeError IMAGE_INVALID when a picture is not a data URI of a raster image: nothing else may be shown. */
function pictureItem({ label, source, note }: Picture, item: GalleryItem): Markup {
  if (!PICTURE.test(source)) {
    throw new CamscopeError('IMAGE_INVALID', `The picture '${label}' of ${item.image} cannot be shown`, {
      asked: 'data:image/png;base64,…, or JPEG or WebP',
      found: source.slice(0, 40),
    });
  }
  return markup`<li><img src="${source}" alt="${label}: ${item.class} on ${item.image}"><span>${label}</span>${
    note !== undefined && markup`<span class="muted">${note}</span>`
  }</li>`;
}
