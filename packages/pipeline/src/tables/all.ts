import { agreement } from './agreement.ts';
import { classification } from './classification.ts';
import { faithfulnessCurves } from './faithfulness-curves.ts';
import { faithfulness } from './faithfulness.ts';
import { findings } from './findings.ts';
import { images } from './images.ts';
import { maps } from './maps.ts';
import { predictions } from './predictions.ts';
import { sanity } from './sanity.ts';
import { scores } from './scores.ts';
import type { Table } from './table.ts';
import { thresholds } from './thresholds.ts';

/** Every table that a run may write. */
export const tables: readonly Table[] = [
  images,
  findings,
  thresholds,
  maps,
  scores,
  agreement,
  predictions,
  classification,
  faithfulness,
  faithfulnessCurves,
  sanity,
];
