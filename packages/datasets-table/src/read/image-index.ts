import { ImageFindings } from '@camscope/datasets-common';

/** Images by name, which some tables write without its extension. */
export class ImageIndex {
  readonly #images = new Map<string, ImageFindings>();
  readonly #byStem = new Map<string, string[]>();

  get images(): Iterable<ImageFindings> {
    return this.#images.values();
  }

  /** The image of exactly that name, which may be new. */
  of(name: string): ImageFindings {
    const id = name.normalize('NFC');
    const known = this.#images.get(id);
    if (known) return known;
    const image = new ImageFindings(id);
    this.#images.set(id, image);
    this.#byStem.set(stemOf(id), [...(this.#byStem.get(stemOf(id)) ?? []), id]);
    return image;
  }

  /** The image that another table calls so, with or without an extension, where only one may be meant. */
  alsoCalled(name: string): ImageFindings {
    const id = name.normalize('NFC');
    const like = this.#images.has(id) ? [] : (this.#byStem.get(stemOf(id)) ?? []);
    return this.of(like.length === 1 && (like[0] === stemOf(like[0]) || id === stemOf(id)) ? like[0] : id);
  }
}

function stemOf(id: string): string {
  return id.replace(/\.(png|jpe?g|tiff?|webp|dcm|dicom)$/i, '');
}
