import { CamscopeError } from '@camscope/core';
import { withoutExtension } from '@camscope/datasets-common';

/** What the name of a mask says. */
export interface MaskName {
  readonly image: string;
  /** Undefined where all masks, or their grey levels, tell it. */
  readonly label?: string;
  readonly reader?: string;
}

/** A pattern may end with an extension. */
const IMAGE = /\.(png|jpe?g|tiff?|webp|dcm)$/i;
const FIELDS = ['image', 'label', 'reader'] as const;

/** Patterns that are tried, by whether names tell the label. */
export const usualPatterns = {
  labelled: [
    ...['{label}/{image}', '{label}/{image}_mask', '{image}/{label}', '{image}_{label}'],
    ...['{reader}/{label}/{image}', '{reader}/{label}/{image}_mask'],
  ],
  unlabelled: ['{image}', '{image}_mask', '{reader}/{image}', '{reader}/{image}_mask'],
} as const;

/** How masks are named below their folder. */
export class MaskPattern {
  readonly text: string;
  readonly #tokens: readonly string[];

  /**
   * @param labelled whether names tell the label.
   * @throws CamscopeError DATA_INVALID for one that does not name the image, or the label where it should.
   */
  constructor(text: string, labelled: boolean) {
    this.text = text;
    this.#tokens = text.split(/(\{\w*\})/).filter((token) => token !== '');
    const fields = this.#tokens.filter((token) => /^\{\w*\}$/.test(token)).map((token) => token.slice(1, -1));
    const wanted = ['image', ...(labelled ? ['label'] : [])];
    const sound =
      new Set(fields).size === fields.length &&
      fields.every((field) => (FIELDS as readonly string[]).includes(field)) &&
      (labelled || !fields.includes('label')) &&
      wanted.every((field) => fields.includes(field));
    if (sound) return;
    throw new CamscopeError('DATA_INVALID', `'${text}' does not tell how masks are named`, {
      asked: `${wanted.map((field) => `{${field}}`).join(' and ')} and, if there are several, {reader}, each once`,
      fix: "Correct 'pattern', or leave it out to try the usual ones",
    });
  }

  /**
   * What the name of a mask says. Where it may be cut in several ways, the longest name of an image goes before.
   * @param path below the folder, with its extension, which a pattern may leave out.
   * @returns undefined where it does not follow the pattern.
   */
  read(path: string, isImage: (name: string) => boolean): MaskName | undefined {
    const whole = path.normalize('NFC');
    const text = IMAGE.test(this.text) ? whole : withoutExtension(whole);
    const ways = [...this.#ways(text, 0)].sort((a, b) => b.image.length - a.image.length);
    return ways.find(({ image }) => isImage(image)) ?? ways[0];
  }

  *#ways(text: string, at: number): Generator<MaskName> {
    const token = this.#tokens[at];
    if (token === undefined) {
      if (text === '') yield { image: '' };
      return;
    }
    const field = FIELDS.find((one) => token === `{${one}}`);
    if (field === undefined) {
      if (text.startsWith(token)) yield* this.#ways(text.slice(token.length), at + 1);
      return;
    }
    const folder = text.indexOf('/');
    for (let end = 1; end <= (folder < 0 ? text.length : folder); end++)
      for (const rest of this.#ways(text.slice(end), at + 1)) yield { ...rest, [field]: text.slice(0, end) };
  }
}

/**
 * Of the usual patterns the one under which masks are of images that there are.
 * @throws CamscopeError DATA_INVALID where none is, or several.
 */
export function findPattern(
  paths: readonly string[],
  labelled: boolean,
  isImage: (name: string) => boolean,
): MaskPattern {
  const fits = usualPatterns[labelled ? 'labelled' : 'unlabelled'].map((text) => {
    const pattern = new MaskPattern(text, labelled);
    const named = paths.filter((path) => {
      const name = pattern.read(path, isImage);
      return name !== undefined && isImage(name.image);
    });
    return { pattern, count: named.length };
  });
  const most = fits.reduce((best, { count }) => Math.max(best, count), 0);
  const best = fits.filter(({ count }) => count === most);
  if (most > 0 && best.length === 1) return best[0].pattern;
  throw new CamscopeError('DATA_INVALID', 'The names of the masks do not tell what they are of', {
    asked: fits.map(({ pattern }) => pattern.text).join(', '),
    found:
      most === 0
        ? `${paths.slice(0, 3).join(', ')}, which name no image`
        : `${best.map(({ pattern }) => pattern.text).join(' and ')} fit alike`,
    fix: "Give a 'pattern', such as '{label}/{image}_seg.png'; for masks of one label, 'label'; for grey levels that are labels, 'values'",
  });
}
