import { CamscopeError } from '@camscope/core';
import type { Context } from '../analysis/context.ts';
import type { Gallery, GalleryItem, Picture } from '../data.ts';
import { markup, type Content, type Markup } from '../text/markup.ts';

const PICTURE = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

/** Every picture that is a file beside the pages, once. */
export function picturesOf(gallery: Gallery | undefined): NonNullable<Picture['large']>[] {
  if (!gallery) return [];
  const items = [
    ...(gallery.typical ? [gallery.typical] : []),
    ...gallery.cases,
    ...gallery.methods.flatMap(({ items: own }) => own),
  ];
  const large = items.flatMap(({ pictures }) => pictures.flatMap((picture) => picture.large ?? []));
  return [...new Map(large.map((picture) => [picture.name, picture])).values()];
}

/** The pictures of a finding; where asked, in one row of as many as fit, under letters where it is narrow. */
export function pictureList(
  { series }: Context,
  item: GalleryItem,
  heading: Content,
  layout: '' | 'row' = '',
): Markup {
  const pictures = item.pictures.map((picture) => {
    const { label, method } = picture;
    if (method === undefined) return pictureItem(picture, item, label);
    const letters = layout === 'row' && markup`<span class="letters">${series.short(method)}</span>`;
    return pictureItem(
      picture,
      item,
      series.title(method),
      markup`${letters}<span class="name">${series.title(method)}</span>`,
    );
  });
  return markup`<div class="gallery${layout && ` ${layout}`}"><h4>${heading}</h4>
<ul>${pictures}</ul></div>
`;
}

/**
 * A picture, which opens on its own.
 * @throws CamscopeError IMAGE_INVALID when it is not a data URI of a raster image: nothing else may be shown.
 */
export function pictureItem(
  { source, note, large }: Picture,
  item: GalleryItem,
  label: string,
  shown: Content = label,
): Markup {
  if (!PICTURE.test(source)) {
    throw new CamscopeError('IMAGE_INVALID', `The picture '${label}' of ${item.image} cannot be shown`, {
      asked: 'data:image/png;base64,…, or JPEG or WebP',
      found: source.slice(0, 40),
    });
  }
  const image = markup`<img src="${source}" alt="${label}: ${item.class} on ${item.image}">`;
  return markup`<li>${large ? markup`<a href="pictures/${large.name}.jpg">${image}</a>` : image}<span>${shown}${
    note !== undefined && markup` <span class="muted">${note}</span>`
  }</span></li>`;
}
