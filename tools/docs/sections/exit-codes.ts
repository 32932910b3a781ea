import { EXIT, exitCodes } from '@camscope/cli';
import { tableOf } from '../markdown.ts';

/** How the command ends, a line for each code. */
export function exitCodesSection(): string {
  const rows = Object.entries(exitCodes).map(([name, meaning]) => [
    String(EXIT[name as keyof typeof EXIT]),
    meaning,
  ]);
  return tableOf(['exit code', ''], rows);
}
