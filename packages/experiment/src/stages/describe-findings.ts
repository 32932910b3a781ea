import { relative } from 'node:path';
import { featureRows, findings as findingsTable, imageRow, images as imagesTable } from '@camscope/pipeline';
import type { TableWriter } from '../files/table-writer.ts';
import type { RunAtHand } from './stage.ts';

/** The images of the study, and the features of every finding, as each reader drew it. */
export async function describeFindings({ opened, out }: RunAtHand, tables: TableWriter): Promise<void> {
  const { plan, study } = opened;
  const rows = plan.findings.map(({ sample, findings }) =>
    imageRow(sample, findings, relative(out, sample.image)),
  );
  await tables.append(imagesTable, rows);
  if (study.features.length === 0) return;
  const features = plan.findings.flatMap(({ sample, findings }) =>
    featureRows(sample, findings, study.features),
  );
  await tables.append(findingsTable, features);
}
