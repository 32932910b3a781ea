import type { ReportData } from '../data.ts';
import { markup, type Content, type Markup } from '../text/markup.ts';
import { count, counted } from '../text/numbers.ts';

/** What is to be known before anything else: that there is more to come, or that something is damaged. */
export function noticesOf({ study }: ReportData): Markup[] {
  const { unfinished, damage = [], maps = 0 } = study;
  return [
    ...(unfinished ? [notice('This run is not finished.', ` ${unfinishedSentences(unfinished, maps)}`)] : []),
    ...(damage.length > 0
      ? [
          notice(
            'Some of the files of this run are damaged.',
            markup` What is not sound in them is left out; the same study run again writes them anew.
<ul>${damage.map((one) => markup`<li>${one}</li>`)}</ul>`,
          ),
        ]
      : []),
  ];
}

type Unfinished = NonNullable<ReportData['study']['unfinished']>;

function unfinishedSentences(unfinished: Unfinished, maps: number): string {
  const left = leftOf(unfinished);
  const there = maps === 0 ? 'No heatmap is there yet.' : `So far there are ${counted(maps, 'heatmap')}.`;
  return `${left} ${there} The page tells of what is there, and nothing of the rest.`;
}

function leftOf({ unitsLeft, partial }: Unfinished): string {
  if (unitsLeft !== undefined)
    return `${counted(unitsLeft, 'unit')} of work ${unitsLeft === 1 ? 'is' : 'are'} left.`;
  if (!partial) return 'How much is left is not known: it is under way, or broke off.';
  const { done, units } = partial;
  return `It is under way, or broke off: its tables are of ${count(done)} of ${counted(units, 'unit')} of work.`;
}

function notice(opening: string, more: Content): Markup {
  return markup`<aside class="notice"><p><strong>${opening}</strong>${more}</p></aside>
`;
}
