import { relative, resolve } from 'node:path';
import { CamscopeError, unknownName, type Registry, type Starter, type StarterAnswers } from '@camscope/core';
import { count } from '../terminal/words.ts';
import type { InitOptions } from '../usage/init.ts';

/** What an option of the command line answers. */
const ANSWERED = {
  images: 'images',
  annotations: 'annotations',
  labels: 'labels',
  model: 'models',
  card: 'models',
} as const satisfies Partial<Record<keyof InitOptions, keyof StarterAnswers>>;

/**
 * The starter of the data asked for; by default the first that needs nothing.
 * @throws CamscopeError NAME_UNKNOWN; CONFIG_INVALID for an option that the starter does not take.
 */
export function starterOf(options: InitOptions, { dataset }: Registry): Starter {
  const known = dataset.all().flatMap(({ id, starter }) => (starter ? [{ id, starter }] : []));
  const { from = known.find(({ starter }) => starter.needs.length === 0)?.id } = options;
  const chosen = known.find(({ id }) => id === from)?.starter;
  const ids = known.map(({ id }) => id);
  if (!chosen) throw unknownName('data set with a study to begin with', from ?? '', ids);
  for (const [option, answer] of Object.entries(ANSWERED)) {
    if (options[option as keyof InitOptions] === undefined || chosen.takes.includes(answer)) continue;
    const others = known.filter(({ starter }) => starter.takes.includes(answer)).map(({ id }) => id);
    const list = others.join(', ').replace(/, ([^,]+)$/, ' or $1');
    throw new CamscopeError('CONFIG_INVALID', `--${option} is for --from ${list}`, {
      fix: `Say what the data are: --from ${list}`,
    });
  }
  return chosen;
}

/**
 * Paths of the command line, relative to `cwd`, as a study in the folder `target` writes them.
 * @throws CamscopeError CONFIG_INVALID for cards that do not go with the models.
 */
export function answersOf(options: InitOptions, target: string, cwd: string): StarterAnswers {
  const { images, annotations, labels, model = [], card = [] } = options;
  if (card.length > 0 && card.length !== model.length) {
    throw new CamscopeError('CONFIG_INVALID', 'Cards and models do not match', {
      found: `${count(model.length, 'model')}, ${count(card.length, 'card')}`,
      fix: 'Give --card once for each --model, in the same order',
    });
  }
  const from = (path: string) => relative(target, resolve(cwd, path)).replaceAll('\\', '/');
  return {
    images: images && from(images),
    annotations: annotations && from(annotations),
    labels: labels && from(labels),
    models:
      model.length === 0
        ? undefined
        : model.map((file, i) => ({ file: from(file), card: card[i] && from(card[i]) })),
  };
}
