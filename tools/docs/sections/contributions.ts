import type { AnyContribution, Plugin } from '@camscope/core';
import { code, tableOf } from '../markdown.ts';

/** What a plugin of several contributions has, each with a section of its own below. */
export function contributionsSection({ contributes }: Plugin): string {
  const columns = COLUMNS.filter(([, cell]) => contributes.some((contribution) => cell(contribution) !== ''));
  return tableOf(
    columns.map(([header]) => header),
    contributes.map((contribution) => columns.map(([, cell]) => cell(contribution))),
  );
}

const BEST = { higher: 'highest', lower: 'lowest', none: '' };
const NEEDS: Readonly<Record<string, string>> = { segmentation: 'regions', map: 'maps' };

const COLUMNS: readonly (readonly [string, (contribution: AnyContribution) => string])[] = [
  ['id', ({ id }) => `[${code(id)}](#${id})`],
  ['what it is', ({ summary = '' }) => summary],
  ['of', (contribution) => ('needs' in contribution ? (NEEDS[contribution.needs ?? ''] ?? '') : '')],
  ['against', ({ kind, ...rest }) => (kind === 'metric' && 'truth' in rest ? (rest.truth ?? '') : '')],
  ['range', (contribution) => ('range' in contribution ? rangeOf(contribution.range) : '')],
  ['best', (contribution) => ('scoreDirection' in contribution ? BEST[contribution.scoreDirection] : '')],
];

function rangeOf([low, high]: readonly [number, number]): string {
  if (low === -Infinity) return high === Infinity ? 'any number' : `${number(high)} or less`;
  return high === Infinity ? `${number(low)} or more` : `${number(low)} to ${number(high)}`;
}

function number(value: number): string {
  return String(value).replace('-', '−');
}
