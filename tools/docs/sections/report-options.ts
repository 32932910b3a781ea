import { DEFAULT_OPTIONS, type ReportOptions } from '@camscope/report';
import { code, tableOf } from '../markdown.ts';
import { docOf, exportsOf } from './source.ts';

/** How a report may be computed and drawn, and how it is by default. */
export function reportOptionsSection(): string {
  const { checker, exported } = exportsOf('report', 'index');
  const { symbol } = exported.find(({ name }) => name === 'ReportOptions')!;
  const options = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol));
  const rows = options.map((option) => [
    code(option.name),
    String(DEFAULT_OPTIONS[option.name as keyof ReportOptions]),
    docOf(option, checker),
  ]);
  return tableOf(['option', 'default', 'meaning'], rows);
}
