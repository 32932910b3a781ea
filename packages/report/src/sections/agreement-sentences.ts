import type { Agreement } from '../analysis/agreement-measures.ts';
import type { Context } from '../analysis/context.ts';
import { fixed } from '../text/numbers.ts';

interface Pair {
  readonly a: string;
  readonly b: string;
  readonly value: number;
}

/** Do methods agree more with one another than with readers? In sentences. */
export function agreementSentences(context: Context, { measure, means }: Agreement): string[] {
  const names = means.names();
  const { series } = context;
  const methods = series.ofKind('method', names);
  const readers = series.ofKind('reader', names);
  const of = means.within();
  const pairs = (left: readonly string[], right: readonly string[]) =>
    left.flatMap((a) =>
      right.filter((b) => a !== b && (left !== right || a < b)).map((b) => pairOf(a, b, of(a, b).value)),
    );
  const [amongMethods, withReaders, amongReaders] = [
    pairs(methods, methods),
    pairs(readers, methods),
    pairs(readers, readers),
  ].map((list) => list.flatMap((pair) => pair ?? []));
  const title = (name: string) => series.title(name);
  const name = ({ a, b }: Pair) => `${title(a)} and ${title(b)}`;
  const sentences: string[] = [];
  if (amongMethods.length > 0) {
    const [low, high] = ends(amongMethods);
    sentences.push(
      `Methods agree with one another at a mean ${measure.title} of ${fixed(mean(amongMethods), 3)}${
        amongMethods.length > 1
          ? `, from ${fixed(low.value, 3)} (${name(low)}) to ${fixed(high.value, 3)} (${name(high)})`
          : ''
      }.`,
    );
  }
  if (withReaders.length > 0) {
    const [low, high] = ends(withReaders);
    const [least, most] = [low, high].map(({ a, b }) => title(methods.includes(a) ? a : b));
    sentences.push(
      `With the ${readers.length === 1 ? 'radiologist' : 'radiologists'} they agree at ${fixed(mean(withReaders), 3)}${
        withReaders.length > 1
          ? `, from ${fixed(low.value, 3)} (${least}) to ${fixed(high.value, 3)} (${most})`
          : ''
      }.`,
    );
  }
  if (amongReaders.length > 0) {
    sentences.push(`Readers agree with one another at ${fixed(mean(amongReaders), 3)}.`);
  }
  return sentences.length === 0 ? [] : [sentences.join(' ')];
}

function pairOf(a: string, b: string, value: number | null): Pair | undefined {
  return value === null ? undefined : { a, b, value };
}

function ends(pairs: readonly Pair[]): [Pair, Pair] {
  const sorted = [...pairs].sort((a, b) => a.value - b.value);
  return [sorted[0], sorted.at(-1)!];
}

/** Of pairs, each counting once. */
function mean(pairs: readonly Pair[]): number {
  return pairs.reduce((sum, { value }) => sum + value, 0) / pairs.length;
}
