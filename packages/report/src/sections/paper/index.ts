import type { Agreement } from '../../analysis/agreement-measures.ts';
import type { Context } from '../../analysis/context.ts';
import { beside, figureBlock, wide, type Section } from '../../html/section.ts';
import { agreementByNetwork } from '../agreement-matrices.ts';
import { classificationFigure } from './classification.ts';
import { distributionsFigure } from './distributions.ts';
import { localizationFigure } from './localization.ts';
import { shortNamesKey } from './short-names.ts';

/** The results in the form of a paper's figures, small and side by side. */
export function paperSection(context: Context, agreements: readonly Agreement[]): Section | undefined {
  const { primary } = context;
  const classification = classificationFigure(context);
  const figures = [
    ...(agreements[0] ? [agreementByNetwork(context, agreements[0])] : []),
    ...(primary ? [localizationFigure(context, primary), distributionsFigure(context, primary)] : []),
  ].filter((figure) => figure !== undefined);
  if (figures.length === 0 && !classification) return undefined;
  const key = shortNamesKey(context);
  return {
    id: 'figures',
    title: 'The figures of the study',
    blocks: [
      beside([...(classification ? [figureBlock(classification)] : []), wide(key)]),
      ...figures.map(figureBlock),
    ],
  };
}
