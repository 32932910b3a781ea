import type { Context, Primary } from '../analysis/context.ts';
import { clip } from '../text/clip.ts';
import { join, markup, type Content } from '../text/markup.ts';
import { counted, fixed } from '../text/numbers.ts';
import { firstOf, list, range } from './words.ts';

/** The sentence that says whether any method beats the reference. */
export function baselineSentence(
  context: Context,
  { measure, verdicts, estimates }: Primary,
): Content | undefined {
  const baseline = verdicts?.baseline;
  if (!baseline) return undefined;
  const { series } = context;
  const title = series.title(baseline.baseline);
  const methods = (names: readonly string[]) =>
    names.filter((name) => series.kind(name) === 'method').map((name) => series.title(name));
  const [better, worse, undecided] = [
    methods(baseline.better),
    methods(baseline.worse),
    methods(baseline.undecided),
  ];
  const value = estimates.mean({ series: baseline.baseline });
  const bounds = range(value.low, value.high, 3);
  const whole = better.length + worse.length + undecided.length;
  const verdict =
    better.length === 0
      ? markup`<strong>No method beats the trivial answer ${title}</strong>`
      : markup`<strong>${better.length === whole && whole > 1 ? `All ${whole} methods beat` : `${firstOf(better)} ${better.length === 1 ? 'beats' : 'beat'}`} the trivial answer ${title}</strong>`;
  const rest = [
    worse.length > 0 &&
      `${worse.length === whole && whole > 1 ? 'all are' : `${firstOf(worse)} ${worse.length === 1 ? 'is' : 'are'}`} significantly worse than it`,
    undecided.length > 0 && `${firstOf(undecided)} cannot be told apart from it`,
  ].filter((part) => part !== false);
  return markup`${verdict} (${measure.title} ${fixed(value.estimate, 3)}${bounds && `, ${bounds}`})${rest.length > 0 && `; ${rest.join('; ')}`}.`;
}

/** Where a pathology's verdict is another one: no method beats the reference there, or some do, or some fall behind it. */
export function baselineByClassSentence(
  context: Context,
  { verdicts, estimates }: Primary,
): Content | undefined {
  const overall = verdicts?.baseline;
  if (!overall) return undefined;
  const { series } = context;
  const methods = (names: readonly string[]) => names.filter((name) => series.kind(name) === 'method');
  const baseline = series.title(overall.baseline);
  const some = methods(overall.better).length > 0;
  const of = context.classes(verdicts.byClass.keys()).map((label) => {
    const { better, worse } = verdicts.byClass.get(label)!;
    return {
      label: withCount(label, estimates),
      better: methods(better),
      // Those that are not worse on the whole.
      worse: methods(worse).filter((name) => !overall.worse.includes(name)),
    };
  });
  const titles = (names: readonly string[]) => {
    const all = names.length > 1 && names.length === methods(overall.rows.map(({ method }) => method)).length;
    return all ? `all ${names.length} methods` : firstOf(names.map((name) => series.title(name)));
  };
  const none = of.filter(({ better }) => better.length === 0).map(({ label }) => label);
  const parts = [
    some && none.length > 0 && markup`for ${list(none)} <strong>no method beats ${baseline}</strong>`,
    !some && of.length > 0 && none.length === of.length && `no method beats ${baseline} either`,
    ...of.map(
      ({ label, better }) =>
        !some &&
        better.length > 0 &&
        markup`for ${label} <strong>${titles(better)} ${better.length === 1 ? 'does' : 'do'} beat ${baseline}</strong>`,
    ),
    ...of.map(
      ({ label, worse }) =>
        worse.length > 0 &&
        `for ${label} ${titles(worse)} ${worse.length === 1 ? 'is' : 'are'} significantly worse than ${baseline}`,
    ),
  ].filter((part) => part !== false);
  return parts.length === 0 ? undefined : markup`Pathology by pathology, ${join(parts, '; ')}.`;
}

function withCount(label: string, { cube }: Primary['estimates']): string {
  return `${clip(label)} (${counted(cube.cases.get(label)?.length ?? 0, 'finding')})`;
}
