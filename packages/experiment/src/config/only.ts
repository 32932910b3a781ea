import { nearest, unknownName, type ContributionKind, type ErrorDetails } from '@camscope/core';
import { withPlace } from './check.ts';
import { Mistakes } from './mistakes.ts';
import { onlyKeys, type Only, type OnlyKey } from './overrides.ts';
import type { ChosenIn, Study } from './study.ts';

/**
 * Reads `key=name`s.
 * @throws CamscopeError CONFIG_INVALID with `--only …` as the place.
 */
export function onlyOf(texts: readonly string[]): Only {
  const mistakes = new Mistakes();
  const only: Partial<Record<OnlyKey, string[]>> = {};
  for (const text of texts) {
    const [, written, name] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    const key = onlyKeys.find((each) => each === written);
    if (key) (only[key] ??= []).push(name);
    else mistakes.add('CONFIG_INVALID', `'${text}' is not a key and a name`, told(text, written));
  }
  mistakes.check();
  return only;
}

/**
 * Tells whether a name is wanted.
 * @throws CamscopeError NAME_UNKNOWN for a wanted name that is none of `known`.
 */
export function chooser(only: Only, key: OnlyKey, known: readonly string[]): (name: string) => boolean {
  const wanted = only[key];
  const mistakes = new Mistakes();
  for (const name of wanted ?? [])
    if (!known.includes(name))
      mistakes.attempt(() => {
        throw withPlace(unknownName(`${key} of the study`, name, known), `--only ${key}=${name}`);
      });
  mistakes.check();
  return (name) => wanted?.includes(name) ?? true;
}

/**
 * What is left of a study when only some of its methods (imports are some), segmenters and metrics (measures of any kind) are
 * wanted. Segmenters that no metric is left to measure go, and methods whose maps nothing is left to ask.
 * @throws CamscopeError NAME_UNKNOWN.
 */
export function narrowed(study: Study): Study {
  const { only, methods, imports, segmenters, faithfulness, sanity } = study;
  const { isMethod, isMetric, isSegmenter } = choosers(study);
  const measured = <Kind extends ContributionKind>(list: readonly ChosenIn<Kind>[]) =>
    list.filter(({ name }) => isMetric(name));
  const [metrics, agreement] = [measured(study.metrics), measured(study.agreement)];
  const asked = {
    faithfulness: inUse(
      faithfulness && {
        ...faithfulness,
        metrics: measured(faithfulness.metrics),
        methods: faithfulness.methods.filter(isMethod),
      },
    ),
    sanity: inUse(
      sanity && { ...sanity, metrics: measured(sanity.metrics), methods: sanity.methods.filter(isMethod) },
    ),
  };
  const measures = [...metrics, ...agreement];
  const cut = measures.some(({ contribution }) => contribution.needs === 'segmentation');
  const maps = measures.length > 0 || asked.faithfulness !== undefined || asked.sanity !== undefined;
  const left = segmenters.filter(({ name }) => (cut || !only.metric) && isSegmenter(name));
  return {
    ...study,
    ...asked,
    tune: left.some(({ name }) => name === study.tune?.segmenter) ? study.tune : undefined,
    methods: methods.filter(({ name }) => maps && isMethod(name)),
    imports: imports.filter(({ name }) => maps && isMethod(name)),
    segmenters: left,
    metrics,
    agreement,
    features: measured(study.features),
    classification: measured(study.classification),
  };
}

/** @throws CamscopeError NAME_UNKNOWN; CONFIG_INVALID for several of them. */
function choosers({ only, methods, imports, segmenters, ...study }: Study) {
  const { metrics, agreement, features, classification, faithfulness, sanity } = study;
  const asked = [...(faithfulness?.metrics ?? []), ...(sanity?.metrics ?? [])];
  const measures = [...metrics, ...agreement, ...features, ...classification, ...asked];
  const mistakes = new Mistakes();
  const wanting = (key: OnlyKey, all: readonly { readonly name: string }[]) =>
    mistakes.attempt(() => chooser(only, key, [...new Set(all.map(({ name }) => name))]));
  const [isMethod] = wanting('method', [...methods, ...imports]);
  const [isMetric] = wanting('metric', measures);
  const [isSegmenter] = wanting('segmenter', segmenters);
  mistakes.check();
  return { isMethod, isMetric, isSegmenter };
}

/** A part that has something to measure, and something to measure it on. */
function inUse<Part extends Record<'metrics' | 'methods', readonly unknown[]>>(
  part: Part | undefined,
): Part | undefined {
  return part && part.metrics.length > 0 && part.methods.length > 0 ? part : undefined;
}

function told(text: string, key: string | undefined): ErrorDetails {
  const close = key === undefined ? [] : nearest(key, onlyKeys);
  return {
    at: `--only ${text}`,
    found: close.length > 0 ? `Nearest: ${close.join(', ')}` : undefined,
    fix: `Write it as method=grad-cam; keys are ${onlyKeys.join(', ')}`,
  };
}
