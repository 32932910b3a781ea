import type { Context, Primary } from '../analysis/context.ts';
import { figureBlock, more, prose, tableBlock, type Block, type Section } from '../html/section.ts';
import type { Sentence } from '../summary/sentence.ts';
import { counted, percent } from '../text/numbers.ts';
import { markup } from '../text/markup.ts';
import { cumulativeFigure, thresholdFigures } from './curve-figures.ts';
import { comparisonBlocks } from './comparison.ts';
import { distributionFigure, forestByClass } from './localization-figures.ts';
import { localizationTables } from './localization-table.ts';
import { otherMetricBlocks } from './other-metrics.ts';
import { pooledBlocks } from './pooled.ts';
import { readersInWords } from './readers-in-words.ts';
import { standingsTable } from './standings-table.ts';

/** Every method's mean on every network, pathology by pathology, against the strongest trivial answer of each. */
export function byClassSection(context: Context, sentences: readonly Sentence[]): Section | undefined {
  const { primary } = context;
  if (!primary) return undefined;
  const priors = sentences.find(({ id }) => id === 'priors-by-class');
  return {
    id: 'by-pathology',
    title: 'Localization by pathology',
    blocks: [
      prose([introduction(context, primary), priors && markup`<p>${priors.content}</p>`]),
      figureBlock(forestByClass(context, primary)),
    ],
  };
}

/** How well methods find what readers saw. */
export function localizationSection(context: Context): Section | undefined {
  const { primary } = context;
  if (!primary) return undefined;
  const models = context.models(primary.estimates.cube.models);
  const cumulative = cumulativeFigure(context, primary);
  return {
    id: 'localization',
    title: 'Localization',
    blocks: [
      more(`${primary.measure.title} over all networks, as a table`, [
        tableBlock(standingsTable(context, primary)),
      ]),
      ...perNetwork(context, models, 'tables', (model) =>
        localizationTables(context, primary, model, 'all').map(tableBlock),
      ),
      ...(primary.estimates.hasEmpty
        ? [
            prose(markup`<h3>Only findings with a prediction</h3>${emptySentence(primary)}`),
            ...perNetwork(context, models, 'tables, only findings with a prediction', (model) =>
              localizationTables(context, primary, model, 'found').map(tableBlock),
            ),
          ]
        : []),
      ...comparisonBlocks(context, primary),
      prose(markup`<h3>Distributions and thresholds</h3>`),
      ...perNetwork(context, models, 'distributions', (model) => [
        figureBlock(distributionFigure(context, primary, model)),
      ]),
      ...(cumulative ? [figureBlock(cumulative)] : []),
      ...thresholdFigures(context).map(figureBlock),
      ...pooledBlocks(context),
      ...otherMetricBlocks(context, primary),
    ],
  };
}

/** The first network's blocks are open, the others' can be unfolded. */
function perNetwork(
  context: Context,
  models: readonly string[],
  what: string,
  blocks: (model: string) => Block[],
): Block[] {
  // Where no network was asked, priors and readers still have something to show.
  const [first, ...others] = models.length === 0 ? [''] : models;
  return [
    ...blocks(first),
    ...others.map((model) => more(`${context.modelTitle(model)}: ${what}`, blocks(model))),
  ];
}

function introduction(context: Context, { measure, segmenter, estimates }: Primary) {
  const { cube } = estimates;
  const findings = [...cube.cases.values()].reduce((sum, cases) => sum + cases.length, 0);
  const under = segmenter ? ` of the regions that the segmenter ${segmenter} finds` : '';
  const direction = { higher: ' Higher is better.', lower: ' Lower is better.', none: '' }[measure.direction];
  const judged =
    context.series.ofKind('reader', cube.series).length > 0
      ? ' A reader is judged against the other readers.'
      : '';
  return markup`<p>Methods are judged by ${measure.title}${under}, over ${counted(findings, 'finding')} of ${counted(cube.classes.length, 'pathology', 'pathologies')}. A finding is one pathology on one image.${direction}${readersInWords(context)}${judged}</p>`;
}

function emptySentence({ estimates }: Primary) {
  const { cube } = estimates;
  let [empty, all] = [0, 0];
  for (const model of cube.models) {
    for (const label of cube.classes) {
      for (const flags of cube.stratum(model, label).empty.values()) {
        all += flags.length;
        empty += flags.reduce((sum, flag) => sum + flag, 0);
      }
    }
  }
  return markup`<p>${percent(empty / all)} of the methods’ maps gave no region (${empty} of ${all}). They count as they were scored above, and are left out below, as in the “true positives only” of CheXlocalize.</p>`;
}
