import { FILES } from '@camscope/core';
import { overviewOf, prepareRun } from '@camscope/experiment';
import type { CommandContext } from '../command.ts';
import { planTable } from '../study/in-words.ts';
import { readAndOpenForRun } from '../study/open-for-run.ts';
import type { PlanOptions } from '../usage/plan.ts';

export async function plan(study: string, options: PlanOptions, { io }: CommandContext): Promise<void> {
  const { opened, software, out } = await readAndOpenForRun(study, options, io);
  try {
    const run = await prepareRun(opened, { software, signal: io.signal });
    const parts = await overviewOf(run, out, opened.container.get(FILES));
    for (const note of [...opened.notes, ...run.notes]) io.stderr(`camscope: ${note}\n`);
    io.stdout(options.json ? `${JSON.stringify(parts, null, 2)}\n` : planTable(parts));
  } finally {
    await opened.close();
  }
}
