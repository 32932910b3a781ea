import type { Context } from '../analysis/context.ts';
import { figureBlock, more, prose, tableBlock, type Section } from '../html/section.ts';
import type { Sentence } from '../summary/sentence.ts';
import { clip } from '../text/clip.ts';
import { markup, type Content } from '../text/markup.ts';
import { counted } from '../text/numbers.ts';
import { shortcutFigures } from './shortcut-figures.ts';
import { shortcutName } from './shortcut-words.ts';
import { shortcutTable } from './shortcut-tables.ts';
import { list } from './words.ts';

/** Do networks look at what goes with a finding, instead of at the finding? */
export function shortcutsSection(context: Context, sentences: readonly Sentence[]): Section | undefined {
  const { shortcuts } = context;
  if (shortcuts.length === 0) return undefined;
  return {
    id: 'shortcuts',
    title: 'Shortcuts',
    blocks: [
      prose(
        sentences.filter(({ see }) => see === 'shortcuts').map(({ content }) => markup`<p>${content}</p>`),
      ),
      ...shortcutFigures(context, 'heat').map(figureBlock),
    ],
  };
}

/** How that was found, with all numbers. */
export function shortcutTablesSection(context: Context): Section | undefined {
  const { shortcuts } = context;
  if (shortcuts.length === 0) return undefined;
  return {
    id: 'shortcut-tables',
    title: 'Shortcuts in numbers',
    blocks: [
      prose(introduction(context)),
      ...shortcutFigures(context, 'hits').map(figureBlock),
      more(
        'Shortcuts as tables',
        shortcuts.map((shortcut) => tableBlock(shortcutTable(context, shortcut))),
      ),
    ],
  };
}

function introduction({ shortcuts, options, series }: Context): Content {
  const drawn = shortcuts.map((shortcut) => {
    const { class: label, images, patients } = shortcut;
    return `${shortcutName(shortcut)} for ${clip(label)} in ${counted(images, 'image')} of ${counted(patients, 'patient')}`;
  });
  const [{ measure }] = shortcuts.flatMap(({ networks }) =>
    networks.flatMap(({ methods }) => methods.map(({ sides }) => (sides.heat ?? sides.hits)!)),
  );
  const known = series.chance !== undefined;
  const what = known ? `${measure.title}, as a multiple of chance,` : measure.title;
  return markup`<p>A shortcut goes with a finding and may give it away, so that a network need not look at the finding at all. Drawn beside the finding: ${list(drawn)}. Maps are measured against both on the same images.${
    known &&
    ' Chance is what a map that knows nothing gets: the share of the image that is drawn. A small marker gets little heat even from a map that has its peak there, so that only multiples of chance can be compared.'
  }</p>
<p>A method <em>shows the shortcut</em> on a network when its ${what} is greater there than on the finding (the ${100 * options.level}% BCa interval of the difference over patients lies above 0)${known && ' and greater than 1 (likewise)'}. A network is said to look at the shortcut, not at the finding, when more than half of the methods show it${known && '; and to look at it too, when for more than half of them the shortcut at least exceeds chance'}. With fewer than ${options.minimumPatients} patients nothing is said. A method that shows the finding where the network looked at the shortcut is wrong. All of this is what maps say: whether the network needs the shortcut is seen when it is taken out of the images.</p>`;
}
