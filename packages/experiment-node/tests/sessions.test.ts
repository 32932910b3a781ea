import { runtimeWith, RUNTIME, type Container } from '@camscope/core';
import { expect, it } from 'vitest';
import { columns, run, table } from './running.ts';
import { annotated, STUDY, type StudyFiles } from './support.ts';

/** Runs a study and counts the sessions that it opens. */
async function sessionsOf(files: StudyFiles): Promise<{ out: string; sessions: number }> {
  let sessions = 0;
  const rebind = (container: Container) => {
    const real = container.get(RUNTIME);
    const open: typeof real.open = (...request) => {
      sessions++;
      return real.open(...request);
    };
    container.rebind(RUNTIME).toConstantValue(runtimeWith(real, { open }));
  };
  const { out } = await run(files, { rebind });
  return { out, sessions };
}

it('the map of another class and that of the untouched network come from one session', async () => {
  const { sessions: others } = await sessionsOf({});
  const study = STUDY.replace(
    'metrics:',
    'sanity: { metrics: [likeness], checks: [random-logit] }\nmetrics:',
  );
  const { out, sessions } = await sessionsOf({ study });
  expect(sessions - others).toBe(1);
  const rows = columns(await table(out, 'sanity.csv'), 'image', 'step', 'value');
  // The table keeps the order of the steps.
  expect(rows.map((row) => row.split(' ')[1])).toEqual(['0', '0', '0', '1', '1', '1']);
  expect(rows.slice(0, 3).every((row) => row.endsWith(' 1'))).toBe(true);
  expect(rows.slice(3).some((row) => !row.endsWith(' 1'))).toBe(true);
});

it('one session makes the maps of a method, whatever the findings of images that come together', async () => {
  const even = ['a.raw', 'b.raw', 'c.raw'].map((id) => ({ id, annotations: annotated('Bright') }));
  const { sessions } = await sessionsOf({ list: even });
  // Of two images with three findings, and of one alone.
  const study = `${STUDY}runtime: { batch: 3 }\n`;
  expect((await sessionsOf({ study })).sessions).toBe(sessions);
});
