import type { ContributionKind } from '@camscope/core';
import { nameKey } from '../plan/file-names.ts';
import type { Mistakes } from './mistakes.ts';
import type { StudyFile } from './read-study.ts';
import type { ChosenIn, Study } from './study.ts';
import type { Path } from './yaml-source.ts';

/** Keeps as a mistake whatever is called like something before it in the list, whatever the case. */
export function refuseRepeated(
  { source }: StudyFile,
  chosen: readonly ChosenIn<ContributionKind>[],
  mistakes: Mistakes,
): void {
  const seen = new Set<string>();
  for (const { name, path } of chosen) {
    if (seen.has(nameKey(name)))
      mistakes.add('CONFIG_INVALID', `Two of the ${String(path[0])} are called '${name}'`, {
        at: source.at(path),
        fix: "Give one of them another name with 'as'",
      });
    seen.add(nameKey(name));
  }
}

/** What cannot have been meant: nothing to explain, nothing measured, segmenters that serve nothing or are missing. */
export function checkUse(study: Study, mistakes: Mistakes): void {
  const { models, methods, imports, metrics, agreement, segmenters, classification, faithfulness } = study;
  const mistake = (path: Path, summary: string, fix: string) =>
    mistakes.add('CONFIG_INVALID', summary, { at: study.file.source.at(path), fix });
  const makesMaps = methods.length + imports.length > 0;
  if (!makesMaps && classification.length === 0)
    mistake(['methods'], 'The study has nothing to do', "Give 'methods', 'imports' or 'classification'");
  if (models.length === 0 && (methods.length > 0 || classification.length > 0 || faithfulness))
    mistake(['models'], 'The study names no network', "Give at least one under 'models'");
  const unmeasured = makesMaps && metrics.length + agreement.length === 0;
  if (unmeasured)
    mistake(['metrics'], 'Nothing measures the maps', "Give at least one of 'metrics' or 'agreement'");
  const needing = [...metrics, ...agreement].find(
    ({ contribution }) => contribution.needs === 'segmentation',
  );
  if (needing && segmenters.length === 0) {
    const what = needing.path[0] === 'metrics' ? 'metric' : 'measure of agreement';
    const summary = `The ${what} '${needing.name}' measures regions, but there is no segmenter`;
    mistake(needing.path, summary, "Add one under 'segmenters'");
  }
  if (!needing && !unmeasured && segmenters.length > 0)
    mistake(
      ['segmenters'],
      'No metric measures the regions of the segmenters',
      "Add such a metric, or leave out 'segmenters'",
    );
}
