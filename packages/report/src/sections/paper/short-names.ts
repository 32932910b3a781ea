import type { Context } from '../../analysis/context.ts';
import { markup, type Content } from '../../text/markup.ts';

/** What the letters on the axes stand for, and what others call it. */
export function shortNamesKey({ data, series }: Context): Content {
  const shown = data.series.filter(({ name, title = name }) => series.short(name) !== title);
  const called = data.series.flatMap(({ name, alsoCalled = [] }) =>
    [...new Set(alsoCalled.map((also) => also.name))].map((other) => {
      const by = alsoCalled.filter((also) => also.name === other).map((also) => also.by);
      return markup`<p>${series.title(name)} (<b>${series.short(name)}</b>) is what ${by.join(', and ')} call “${other}”.</p>`;
    }),
  );
  const keys = shown.map(({ name }) => markup`<li><b>${series.short(name)}</b> ${series.title(name)}</li>`);
  return [keys.length > 0 && markup`<ul class="short-names">${keys}</ul>`, called];
}
