import type { Catalogue, ImageCodec } from '@camscope/core';

/** The codec that read the images of a run or, where it is not at hand, as of a run in a browser, the first that is. */
export function codecOf(
  { imageCodec }: { readonly imageCodec: string },
  codecs: Catalogue<'image-codec'>,
): ImageCodec {
  return codecs.all().find(({ id }) => id === imageCodec) ?? codecs.all()[0];
}
