import { CamscopeError, type Catalogue } from '@camscope/core';
import { choose } from './choose.ts';
import type { Mistakes } from './mistakes.ts';
import type { StudyFile } from './read-study.ts';
import type { ChosenIn } from './study.ts';

/** The priors asked for, or all of them; and every reader, whom the data choose. */
export function chooseBaselines(
  file: StudyFile,
  catalogue: Catalogue<'baseline'>,
  mistakes: Mistakes,
): ChosenIn<'baseline'>[] {
  const named = (series: 'prior' | 'reader') =>
    catalogue
      .all()
      .flatMap((baseline) => (baseline.series === series ? [{ use: baseline.id, options: {} }] : []));
  const priors = file.config.priors ?? named('prior');
  return [...priors, ...named('reader')].flatMap((choice, i) =>
    mistakes.attempt(() => {
      const chosen = choose(file, catalogue, choice, ['priors', i]);
      if (i >= priors.length || chosen.contribution.series === 'prior') return chosen;
      throw new CamscopeError('CONFIG_INVALID', `'${chosen.name}' is no prior`, {
        at: file.source.at(['priors', i]),
        found: 'Readers are measured wherever the data have several',
        fix: `Priors are: ${named('prior')
          .map(({ use }) => use)
          .join(', ')}`,
      });
    }),
  );
}
