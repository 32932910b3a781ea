import { inWords, texts } from '../texts/index.ts';
import { Choose } from './choice.tsx';

const REACHES = [1, 0.99, 0.95, 0.9];

interface Props {
  readonly value: number;
  change(value: number): void;
}

/** Which share of the heat the colours spread over: of an attribution, few pixels are far hotter than all others. */
export function Reach({ value, change }: Props) {
  const { view: t } = texts.value;
  const among = REACHES.includes(value) ? REACHES : [...REACHES, value];
  return (
    <Choose
      label={t.reach}
      value={String(value)}
      among={among.map((one) => ({
        value: String(one),
        text: one === 1 ? t.reachAll : t.reachTo(inWords(100 * one, 0)),
      }))}
      change={(chosen) => change(Number(chosen))}
    />
  );
}
