import { describe, expect, it } from 'vitest';
import { columns, run, table } from './running.ts';
import { annotated, STUDY } from './support.ts';

describe('a class of one patient', () => {
  it('is a reason in the rows where the prior has its values, and no failure', async () => {
    const study = STUDY.replace('priors: []', 'priors: [mean-box, density-peak]').replace(
      '[hot-area]',
      '[hot-area, mean-heat]',
    );
    const { out, result } = await run({
      study,
      list: [
        { id: 'a.raw', patient: 'p1', annotations: annotated('Bright', 'Dark') },
        { id: 'b.raw', patient: 'p2', annotations: annotated('Dark') },
      ],
    });
    const lines = (await table(out, 'scores.csv')).filter(
      ({ kind, image }) => kind === 'prior' && image === 'a.raw',
    );
    const reason = 'No other patient has a box of this class';
    expect(columns(lines, 'class', 'method', 'segmenter', 'metric', 'value', 'reason')).toEqual([
      `Bright mean-box  hot-area  ${reason}`,
      `Bright density-peak threshold hot-area  ${reason}`,
      `Bright density-peak  mean-heat  ${reason}`,
      'Dark mean-box  hot-area 16 ',
      'Dark density-peak threshold hot-area 16 ',
      'Dark density-peak  mean-heat 0.25 ',
    ]);
    expect(result.failures.size).toBe(0);
    expect(result.failedMaps).toBe(0);
  });
});

it('the uniform map has the same heat everywhere, and no regions', async () => {
  const study = STUDY.replace('priors: []', 'priors: [uniform]').replace(
    '[hot-area]',
    '[hot-area, mean-heat]',
  );
  const { out } = await run({ study, list: [{ id: 'a.raw', annotations: annotated('Bright') }] });
  const lines = (await table(out, 'scores.csv')).filter(({ kind }) => kind === 'prior');
  expect(columns(lines, 'method', 'metric', 'value')).toEqual(['uniform mean-heat 1']);
});
