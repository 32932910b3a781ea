import type { DatasetFixture } from './fixture.ts';
import { mustEqual, type Check } from '../kinds/runner.ts';
import { copyOf, opened } from './opened.ts';

/** Ways in which programs write one table. */
const WAYS: Readonly<Record<string, (text: string) => string>> = {
  'a byte order mark': (text) => `\uFEFF${text}`,
  'CRLF at the ends of lines': (text) => text.replaceAll('\n', '\r\n'),
  'semicolons between cells': (text) => text.replaceAll(',', ';'),
  'tabs between cells': (text) => text.replaceAll(',', '\t'),
  'blank lines at the end': (text) => `${text}\n\n`,
  'spaces around cells': (text) => text.replaceAll(',', ' , '),
};
const CUTS = 24;

/** What a reader makes of tables that other programs wrote, or half of them. */
export function tableChecks(fixture: DatasetFixture): Check[] {
  return [
    ...Object.entries(WAYS).map(([what, by]) => ({
      name: `tables with ${what} say the same`,
      async run() {
        const copy = await copyOf(fixture);
        const before = await copy.open();
        for (const table of copy.written.tables ?? []) await copy.change(table, by);
        mustEqual(await copy.open(), before, `with ${what}`);
      },
    })),
    {
      name: 'a table that is cut off anywhere opens, or is refused',
      async run() {
        const copy = await copyOf(fixture);
        for (const table of copy.written.tables ?? []) {
          let whole = '';
          await copy.change(table, (text) => (whole = text));
          for (let i = 0; i < CUTS; i++) {
            const end = Math.floor((whole.length * i) / CUTS);
            await copy.change(table, () => whole.slice(0, end));
            await opened(
              copy.open({}, { lookOnly: i % 2 === 0 }),
              `${table} cut off after ${end} characters`,
            );
          }
          await copy.change(table, () => whole);
        }
      },
    },
  ];
}
