import { visible } from './visible.ts';

const BRAND = Symbol.for('@camscope/report/markup');

/** HTML or SVG source that is safe to insert. Made by {@link markup} alone, so that nothing goes in unescaped. */
export interface Markup {
  readonly [BRAND]: true;
  toString(): string;
}

export type Content = Markup | string | number | undefined | null | false | readonly Content[];

/** A tagged template for HTML and SVG: text is escaped, markup is kept, lists are joined, nothing is left out. */
export function markup(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let source = parts[0];
  values.forEach((value, i) => (source += render(value) + parts[i + 1]));
  return trusted(source);
}

/** Text for an element or a quoted attribute. */
export function escapeXml(text: string): string {
  return visible(text).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Source that this package wrote itself. */
export function trusted(source: string): Markup {
  return { [BRAND]: true, toString: () => source };
}

/** What is read of content: its text without elements. */
export function plainText(content: Content): string {
  return render(content)
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

/** Markup one after the other. */
export function join(items: readonly Content[], separator = ''): Markup {
  return trusted(items.map(render).join(separator));
}

function render(value: Content): string {
  if (value === undefined || value === null || value === false) return '';
  if (typeof value === 'string') return escapeXml(value);
  if (typeof value === 'number') return String(value);
  if (isList(value)) return value.map(render).join('');
  return value.toString();
}

function isList(value: Content): value is readonly Content[] {
  return Array.isArray(value);
}
