import type { Interval } from '@camscope/statistics';
import type { Context } from '../analysis/context.ts';
import type { MethodLook, NetworkLook, Shortcut, Sides } from '../analysis/shortcuts.ts';
import { clip } from '../text/clip.ts';
import { markup, type Content } from '../text/markup.ts';
import { counted, fixed, wholePercent } from '../text/numbers.ts';
import { firstOf } from './words.ts';

/** Which networks look at a shortcut, by what their methods show; and which methods do not show it. */
export function shortcutSentences(context: Context): Content[] {
  return context.shortcuts.flatMap((shortcut) => {
    const of = (looks: NetworkLook['looks']) => shortcut.networks.filter((one) => one.looks === looks);
    const [instead, too, elsewhere] = [of('instead'), of('too'), of('elsewhere')];
    const what = shortcutName(shortcut);
    if (instead.length + too.length + elsewhere.length === 0) {
      return [
        markup`For ${clip(shortcut.class)}, ${what} is drawn in ${counted(shortcut.images, 'image')} of ${counted(shortcut.patients, 'patient')}: too few to say whether a network looks at it (<a href="#shortcuts">Shortcuts</a>).`,
      ];
    }
    const found = [
      ...instead.map((network) => insteadSentence(context, shortcut, network)),
      ...too.map((network) => tooSentence(context, shortcut, network)),
    ];
    if (found.length === 0) {
      return [
        markup`No network looks at ${what}, which goes with ${clip(shortcut.class)}: ${elsewhereInWords(context, shortcut, elsewhere)}.`,
      ];
    }
    const [last] = found.splice(-1);
    const rest =
      elsewhere.length > 0 &&
      markup` ${elsewhere.length === 1 ? 'The other network does' : 'The other networks do'} not: ${elsewhereInWords(context, shortcut, elsewhere)}.`;
    return [...found, [last, rest]];
  });
}

/** `the marker`, where it has a name. */
export function shortcutName({ name }: Shortcut): string {
  return name === undefined ? 'the shortcut' : `the ${clip(name)}`;
}

function insteadSentence(context: Context, shortcut: Shortcut, { model, methods }: NetworkLook): Content {
  const { series, modelTitle } = context;
  const what = shortcutName(shortcut);
  const able = methods.filter(({ shows }) => shows !== undefined);
  const showing = able.filter(({ shows }) => shows === 'shortcut');
  const missing = able.filter(({ shows }) => shows !== 'shortcut').map((one) => series.title(one.series));
  const judged = able.length < methods.length ? ' that can be judged' : '';
  const most =
    showing.length === able.length
      ? able.length === 1
        ? 'no other method can be judged'
        : `all ${able.length} methods${judged} show it`
      : `${showing.length} of ${counted(able.length, 'method')}${judged} show it`;
  const wrong =
    missing.length > 0 &&
    ` ${firstOf(missing)} ${missing.length === 1 ? 'does' : 'do'} not, and if the others are right, ${missing.length === 1 ? 'is' : 'are'} wrong there.`;
  return markup`<strong>${modelTitle(model)} looks at ${what}, not at the finding</strong>: for ${clip(shortcut.class)}, ${exampleOf(context, what, showing)}; ${most} (<a href="#shortcuts">Shortcuts</a>).${wrong}`;
}

function tooSentence(context: Context, shortcut: Shortcut, { model, methods }: NetworkLook): Content {
  const what = shortcutName(shortcut);
  const noticing = methods.filter(({ notices }) => notices);
  return markup`<strong>${context.modelTitle(model)} looks at ${what} too</strong>: for ${clip(shortcut.class)}, most methods give it more than chance would, though not more than the finding. Most clearly, ${exampleOf(context, what, noticing)} (<a href="#shortcuts">Shortcuts</a>).`;
}

/** What the method does that shows it most clearly: `Grad-CAM puts 61% of its heat (20 times chance) on the marker …`. */
function exampleOf({ series }: Context, what: string, methods: readonly MethodLook[]): string {
  const leadOf = ({ sides }: MethodLook) => (sides.heat ?? sides.hits)?.lead.estimate ?? 0;
  const { series: name, sides } = methods.reduce((a, b) => (leadOf(b) > leadOf(a) ? b : a));
  const { hits, heat } = sides;
  const parts = [
    heat &&
      `puts ${shareOf(heat, 'shortcut', ' of its heat')} on ${what} and ${shareOf(heat, 'finding')} on the finding`,
    hits && `hits ${what} in ${outOf(hits.shortcut)} images and the finding in ${outOf(hits.finding)}`,
  ].filter((part) => part !== undefined);
  return `${series.title(name)} ${parts.join(', and ')}`;
}

/** `61% of its heat (20 times chance)`. */
function shareOf({ times, ...of }: Sides, side: 'shortcut' | 'finding', heat = ''): string {
  const multiple = times?.[side].estimate;
  return `${wholePercent(of[side].estimate ?? 0)}${heat}${
    typeof multiple === 'number' ? ` (${fixed(multiple, multiple < 10 ? 1 : 0)} times chance)` : ''
  }`;
}

/** What the methods of some networks do with a shortcut, on average. */
function elsewhereInWords(
  { modelTitle }: Context,
  { shares }: Shortcut,
  networks: readonly NetworkLook[],
): string {
  const by = shares.includes('heat') ? 'heat' : 'hits';
  const parts = networks.flatMap(({ model, methods }) => {
    const means = methods.flatMap(({ sides }) => sides[by]?.shortcut.estimate ?? []);
    if (means.length === 0) return [];
    const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
    return [`${wholePercent(mean)}${networks.length > 1 ? ` (${modelTitle(model)})` : ''}`];
  });
  const whose = networks.length > 1 ? 'their' : 'its';
  return by === 'heat'
    ? `${whose} methods put ${firstOf(parts)} of their heat there on average`
    : `${whose} methods hit it in ${firstOf(parts)} of the images on average`;
}

/** `9 of 12`, `none of 12`; `46% of 12` where readers differ, and the count is none. */
export function outOf({ estimate, cases }: Interval): string {
  const hits = (estimate ?? 0) * cases;
  const whole = Math.abs(hits - Math.round(hits)) < 1e-6;
  return `${whole ? Math.round(hits) || 'none' : wholePercent(estimate ?? 0)} of ${cases}`;
}
