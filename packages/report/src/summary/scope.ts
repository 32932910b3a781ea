import type { Context } from '../analysis/context.ts';
import { list } from '../sections/words.ts';
import { counted } from '../text/numbers.ts';
import type { Sentence } from './sentence.ts';

/** Of the lock and the table `images`; a finding is a class that is drawn on an image. */
type ScopeNumbers = {
  readonly networks: number;
  readonly methods: number;
  readonly findings: number;
  readonly images: number;
  /** Of `scores`; null where the data do not tell patients. */
  readonly patients: number | null;
};

/** What was studied. */
export function scopeSentence({ data, series }: Context): Sentence {
  const { study, models } = data;
  const numbers: ScopeNumbers = {
    networks: models.length,
    methods: data.series.filter(({ name }) => series.kind(name) === 'method').length,
    ...{ findings: study.findings, images: study.images, patients: study.patients ?? null },
  };
  const parts = [
    numbers.networks > 0 && counted(numbers.networks, 'network'),
    numbers.methods > 0 && counted(numbers.methods, 'explanation method'),
  ].filter((part) => part !== false);
  const what = parts.length > 0 ? `${list(parts)}, on ` : '';
  const patients = numbers.patients === null ? '' : ` of ${counted(numbers.patients, 'patient')}`;
  return {
    id: 'scope',
    content: `The study covers ${what}${counted(numbers.findings, 'finding')} in ${counted(numbers.images, 'image')}${patients}.`,
    numbers,
    see: 'setup',
  };
}
