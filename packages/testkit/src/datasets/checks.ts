import type { DatasetCheck, DatasetFixture } from './fixture.ts';
import { jsonChecks } from './hostile-json.ts';
import { missingChecks } from './missing.ts';
import { publishedChecks } from './published.ts';
import { tableChecks } from './tables.ts';

/**
 * What every reader of data must do, on a small copy of its data. In a test:
 * `for (const { name, run } of datasetChecks(fixture)) test(name, run)`.
 */
export function datasetChecks(fixture: DatasetFixture): DatasetCheck[] {
  return [
    ...publishedChecks(fixture),
    ...missingChecks(fixture),
    ...tableChecks(fixture),
    ...jsonChecks(fixture),
  ];
}
