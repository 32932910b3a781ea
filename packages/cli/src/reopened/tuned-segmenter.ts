import { CamscopeError, type Registry, type Tuned } from '@camscope/core';
import { Document, isScalar, visit } from 'yaml';
import { count } from '../terminal/words.ts';

/** A segmenter as a study has it. */
export interface SegmenterChoice {
  readonly use: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * The segmenter that cuts each class at its tuned threshold: the first that can.
 * @throws CamscopeError CONFIG_INVALID where none can.
 */
export function segmenterOf(tuned: readonly Tuned[], { segmenter }: Registry): SegmenterChoice {
  const thresholds = tuned.flatMap(({ label, best }) => (best === null ? [] : [[label, best] as const]));
  for (const { id, tuned: optionsFor } of segmenter.all())
    if (optionsFor) return { use: id, options: optionsFor(Object.fromEntries(thresholds)) };
  throw new CamscopeError('CONFIG_INVALID', 'No segmenter takes a threshold for each class', {
    fix: 'Add the plugin of one that does',
  });
}

/** To be pasted into a study, each threshold with what came of it. */
export function segmenterInYaml(segmenter: SegmenterChoice, tuned: readonly Tuned[]): string {
  const document = new Document({ segmenters: [segmenter] });
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !isScalar(value)) return;
      const of = tuned.find(({ label, best }) => label === key.value && best === value.value);
      const chosen = of?.tried.find((tried) => tried.value === of.best);
      if (chosen) value.comment = ` mean IoU ${chosen.meanIou!.toFixed(3)} of ${count(chosen.n, 'finding')}`;
    },
  });
  return document.toString({ lineWidth: 0 });
}
