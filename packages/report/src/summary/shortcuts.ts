import type { Context } from '../analysis/context.ts';
import type { MethodLook, NetworkLook, Shortcut, Sides } from '../analysis/shortcuts.ts';
import { shortcutName } from '../sections/shortcut-words.ts';
import { someOf } from '../sections/words.ts';
import { clip } from '../text/clip.ts';
import { markup } from '../text/markup.ts';
import { counted, fixed, wholePercent } from '../text/numbers.ts';
import { joined, type Numbers, type Sentence } from './sentence.ts';

/**
 * Of `scores`, of one class and network, on the images on which both the finding and its shortcut (`against: confounder`) are
 * drawn, and by the first measure that is a share of heat, else of hits. A value is the mean over those who drew.
 */
type LookNumbers = {
  readonly class: string;
  readonly model: string;
  readonly metric: string;
  /** Methods that show the shortcut (`shortcut:`), or give it more than chance (`both:`), and those that can be judged at all. */
  readonly showing: number;
  readonly judged: number;
  readonly all: number;
  /** Of these, the one with the largest lead of the shortcut over the finding; the images that it stands on. */
  readonly method: string;
  readonly images: number;
  /** Its means on the shortcut and on the finding; and of their multiples of what the prior that is chance gets, image by image. */
  readonly shortcut: number | null;
  readonly finding: number | null;
  readonly shortcutTimes: number | null;
  readonly findingTimes: number | null;
};

/** Networks that look at a shortcut, the most alarming first; then what the others do. */
export function shortcutSentences(context: Context): Sentence[] {
  return context.shortcuts.flatMap((shortcut) => {
    const of = (looks: NetworkLook['looks']) => shortcut.networks.filter((one) => one.looks === looks);
    const found = [
      ...of('instead').map((network) => lookSentence(context, shortcut, network, 'shortcut')),
      ...of('too').map((network) => lookSentence(context, shortcut, network, 'both')),
    ];
    const dissent = of('instead').flatMap((network) => dissentSentence(context, shortcut, network));
    const elsewhere = of('elsewhere');
    if (found.length + elsewhere.length === 0) return [fewSentence(shortcut)];
    return [
      ...found,
      ...dissent,
      ...(elsewhere.length > 0 ? [elsewhereSentence(context, shortcut, elsewhere, found.length > 0)] : []),
    ];
  });
}

const see = 'shortcuts';

function lookSentence(
  context: Context,
  shortcut: Shortcut,
  { model, methods }: NetworkLook,
  kind: 'shortcut' | 'both',
): Sentence {
  const { series, modelTitle } = context;
  const what = shortcutName(shortcut);
  const able = methods.filter(({ shows }) => shows !== undefined);
  const showing = able.filter(({ shows, notices }) => (kind === 'shortcut' ? shows === 'shortcut' : notices));
  const numbers = numbersOf(shortcut, model, methods.length, able.length, showing);
  const judged = able.length < methods.length ? ' that can be judged' : '';
  const most = `${numbers.showing === numbers.judged ? (numbers.judged === 1 ? 'the one method' : `all ${numbers.judged} methods`) : `${numbers.showing} of ${counted(numbers.judged, 'method')}`}${judged}`;
  const looks =
    kind === 'shortcut'
      ? markup`<strong>${modelTitle(model)} looks at ${what}, not at the finding</strong>`
      : markup`<strong>${modelTitle(model)} looks at ${what} too</strong>`;
  const shows =
    kind === 'shortcut'
      ? `${most} ${numbers.showing === 1 ? 'shows' : 'show'} it`
      : `${most} ${numbers.showing === 1 ? 'gives' : 'give'} it more than chance would`;
  const does = numbers.byHeat
    ? `puts ${shareOf(numbers.shortcut, numbers.shortcutTimes, ' of its heat')} on ${what} and ${shareOf(numbers.finding, numbers.findingTimes)} on the finding`
    : `hits ${what} in ${wholePercent(numbers.shortcut ?? 0)} of ${numbers.images} images and the finding in ${wholePercent(numbers.finding ?? 0)}`;
  const { byHeat: _, ...told } = numbers;
  return {
    id: `${kind}:${shortcut.class}:${model}`,
    content: markup`${looks}: for ${clip(shortcut.class)}, ${series.title(numbers.method)} ${does}; ${shows}.`,
    numbers: told,
    see,
  };
}

function numbersOf(
  shortcut: Shortcut,
  model: string,
  all: number,
  judged: number,
  showing: readonly MethodLook[],
): LookNumbers & { readonly byHeat: boolean } {
  const leadOf = (look: MethodLook) => sidesOf(look).lead.estimate ?? 0;
  const clearest = showing.reduce((a, b) => (leadOf(b) > leadOf(a) ? b : a));
  const { measure, shortcut: on, finding, times } = sidesOf(clearest);
  return {
    ...{ class: shortcut.class, model, metric: measure.id, showing: showing.length, judged, all },
    ...{ method: clearest.series, images: on.cases, shortcut: on.estimate, finding: finding.estimate },
    shortcutTimes: times?.shortcut.estimate ?? null,
    findingTimes: times?.finding.estimate ?? null,
    byHeat: clearest.sides.heat !== undefined,
  };
}

const sidesOf = ({ sides }: MethodLook): Sides => (sides.heat ?? sides.hits)!;

/** `61% of its heat (20 times chance)`. */
function shareOf(share: number | null, times: number | null, heat = ''): string {
  const multiple = times === null ? '' : ` (${fixed(times, times < 10 ? 1 : 0)} times chance)`;
  return `${wholePercent(share ?? 0)}${heat}${multiple}`;
}

/** Methods of a network that looks at the shortcut which do not show it: `methods`, their ids, and how many they are. */
function dissentSentence(
  { series, modelTitle }: Context,
  shortcut: Shortcut,
  { model, methods }: NetworkLook,
): Sentence[] {
  const missing = methods.filter(({ shows }) => shows !== undefined && shows !== 'shortcut');
  if (missing.length === 0) return [];
  const names = missing.map((one) => one.series);
  const one = names.length === 1;
  return [
    {
      id: `dissent:${shortcut.class}:${model}`,
      content: `On ${modelTitle(model)}, ${someOf(names.map((name) => series.title(name)))} ${one ? 'does' : 'do'} not show that it looks at ${shortcutName(shortcut)}, and if the others are right, ${one ? 'is' : 'are'} wrong there.`,
      numbers: { class: shortcut.class, model, methods: joined(names), count: names.length },
      see,
    },
  ];
}

/**
 * Networks that do not look at a shortcut: `mean.model`, of the means on the shortcut, by the measure of the sentences above,
 * of all methods of the network, each counting once.
 */
function elsewhereSentence(
  { modelTitle }: Context,
  shortcut: Shortcut,
  networks: readonly NetworkLook[],
  others: boolean,
): Sentence {
  const by = shortcut.shares.includes('heat') ? 'heat' : 'hits';
  const what = shortcutName(shortcut);
  const means = networks.map(({ model, methods }) => {
    const found = methods.flatMap(({ sides }) => sides[by]?.shortcut.estimate ?? []);
    return { model, mean: found.reduce((sum, value) => sum + value, 0) / found.length };
  });
  const [low, high] = [Math.min, Math.max].map((end) => end(...means.map(({ mean }) => mean)));
  const [from, to] = [low, high].map(wholePercent);
  const share = from === to ? from : `${from} to ${to}`;
  const whose = networks.length === 1 ? 'its methods' : 'their methods';
  const does =
    by === 'heat' ? `${whose} put ${share} of their heat there` : `${whose} hit it in ${share} of the images`;
  const who = others
    ? networks.length === 1
      ? `${modelTitle(networks[0].model)} does not look at ${what}`
      : `The other ${networks.length} networks do not look at ${what}`
    : `No network looks at ${what}, which goes with ${clip(shortcut.class)}`;
  const numbers: Numbers = {
    ...{ class: shortcut.class, networks: networks.length, low, high },
    ...Object.fromEntries(means.map(({ model, mean }) => [`mean.${model}`, mean])),
  };
  return { id: `elsewhere:${shortcut.class}`, content: `${who}: ${does} on average.`, numbers, see };
}

/** `images` and `patients` with the finding and its shortcut. */
function fewSentence(shortcut: Shortcut): Sentence {
  const { class: label, images, patients } = shortcut;
  return {
    id: `few:${label}`,
    content: `For ${clip(label)}, ${shortcutName(shortcut)} is drawn in ${counted(images, 'image')} of ${counted(patients, 'patient')}: too few to say whether a network looks at it.`,
    numbers: { class: label, images, patients },
    see,
  };
}
