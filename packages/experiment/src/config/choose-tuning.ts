import { CamscopeError, unknownName, type Registry } from '@camscope/core';
import { placed } from './check.ts';
import type { StudyFile } from './read-study.ts';
import type { ChosenIn, ChosenTuning } from './study.ts';
import { tuningRule } from './tuning-rules.ts';

/**
 * How a study tunes, checked.
 * @throws CamscopeError CONFIG_INVALID, NAME_UNKNOWN.
 */
export function chooseTuning(
  { config, source }: StudyFile,
  segmenters: readonly ChosenIn<'segmenter'>[],
  registry: Pick<Registry, 'dataset'>,
): ChosenTuning | undefined {
  const { tune, data } = config;
  if (!tune) return undefined;
  const split = [tune.split].flat();
  const mistake = (key: string, summary: string, fix: string, found?: string) =>
    new CamscopeError('CONFIG_INVALID', summary, { at: source.at(['tune', key]), found, fix });
  if (data.split === undefined)
    throw mistake(
      'split',
      'A study that tunes on a split has to say which it reports on',
      "Give 'data' a 'split' of its own",
    );
  const both = [data.split].flat().filter((name) => split.includes(name));
  if (both.length > 0)
    throw mistake(
      'split',
      'A study cannot be tuned on what it reports on',
      "Give 'tune' another 'split' than 'data'",
      `Both are ${both.join(', ')}`,
    );
  const { rule } = tune;
  const named = placed(source, ['tune', 'rule'], () => tuningRule(rule, registry));
  const grid = tune.grid ?? named.rule.grid;
  if (grid.some((value, i) => i > 0 && value <= grid[i - 1]))
    throw mistake('grid', 'The thresholds that are tried do not ascend', 'Sort them, each once');
  const { name } = placed(source, ['tune', 'segmenter'], () => tunable(tune.segmenter, segmenters));
  const { reader, sharedPatients } = tune;
  return { split, segmenter: name, rule: named, grid, reader, sharedPatients };
}

/** @throws CamscopeError NAME_UNKNOWN; CONFIG_INVALID for one that takes no thresholds, and where several could be meant. */
function tunable(
  asked: string | undefined,
  segmenters: readonly ChosenIn<'segmenter'>[],
): ChosenIn<'segmenter'> {
  const names = segmenters.map(({ name }) => name);
  const able = segmenters.filter(({ contribution }) => contribution.tuned);
  const found = asked === undefined ? able[0] : segmenters.find(({ name }) => name === asked);
  if (asked !== undefined && !found) throw unknownName('segmenter of the study', asked, names);
  if (!found || !able.includes(found))
    throw new CamscopeError('CONFIG_INVALID', 'No threshold of a segmenter can be tuned', {
      found: `${asked ?? (names.join(', ') || 'no segmenter')}: takes no threshold for each class`,
      fix: "Add { use: threshold } to 'segmenters'",
    });
  if (asked === undefined && able.length > 1)
    throw new CamscopeError('CONFIG_INVALID', 'Several segmenters could be tuned', {
      found: able.map(({ name }) => name).join(', '),
      fix: "Name the one that is meant: 'segmenter'",
    });
  return found;
}
