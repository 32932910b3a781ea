import type { DeviceTime } from '@camscope/experiment';
import { duration } from './words.ts';

/** Shorter, a run's time says nothing, in seconds. */
const WORTH_TELLING = 1;

const WAITS: Readonly<Record<keyof DeviceTime['waited'], string>> = {
  opening: 'sessions to open',
  images: 'images',
  keeping: 'results to be kept',
  measuring: 'measuring',
};

/** How much of a run networks worked, and what they waited for, in a line; nothing where none ran, or for a moment. */
export function deviceInWords({ seconds, busy, waited }: DeviceTime): string {
  if (busy === 0 || seconds < WORTH_TELLING) return '';
  const share = (part: number) => Math.round((100 * part) / seconds);
  const told = Object.entries(WAITS)
    .map(([wait, words]) => ({ words, percent: share(waited[wait as keyof typeof WAITS]) }))
    .filter(({ percent }) => percent > 0)
    .sort((a, b) => b.percent - a.percent)
    .map(({ words, percent }) => `${words} ${percent} %`);
  const waits = told.length > 0 ? `; waited for ${told.join(', ')}` : '';
  return `camscope: networks worked ${share(busy)} % of ${duration(seconds)}${waits}\n`;
}
