import { definitionChecks } from '../kinds/definition.ts';
import { register, type Kit } from '../kinds/runner.ts';
import type { DatasetFixture } from './fixture.ts';
import { jsonChecks } from './hostile-json.ts';
import { missingChecks } from './missing.ts';
import { publishedChecks } from './published.ts';
import { tableChecks } from './tables.ts';

/** What every reader of data must do, on a small copy of its data. */
export function testDataset(fixture: DatasetFixture, kit: Kit): void {
  register(kit, [
    ...definitionChecks(fixture.reader),
    ...publishedChecks(fixture),
    ...missingChecks(fixture),
    ...tableChecks(fixture),
    ...jsonChecks(fixture),
  ]);
}
