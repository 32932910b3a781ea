import type { SummaryLine } from '@camscope/pipeline';
import { describe, expect, it } from 'vitest';
import { closingTable } from '../src/terminal/closing-table.ts';
import { Pace } from '../src/terminal/pace.ts';
import { ProgressLine } from '../src/terminal/progress-line.ts';
import { StageProgress } from '../src/terminal/stage-progress.ts';
import { duration, pace } from '../src/terminal/words.ts';
import type { Io } from '../src/io.ts';

it('says how long in words', () => {
  expect([0.4, 59.4, 60, 3599, 3600, 7320].map(duration)).toEqual([
    '0 s',
    '59 s',
    '1 min 0 s',
    '59 min 59 s',
    '1 h 0 min',
    '2 h 2 min',
  ]);
});

it('says how fast in words', () => {
  expect([0.005, 1, 1.26, 12.4, 125].map(pace)).toEqual([
    '200.0 per second',
    '1.0 per second',
    '1.3 s each',
    '12 s each',
    '2 min 5 s each',
  ]);
});

describe('a pace', () => {
  it('is unknown before anything is done, unless something is known from before', () => {
    expect(new Pace().secondsPerStep).toBeUndefined();
    expect(new Pace(2).secondsPerStep).toBe(2);
  });

  it('is what steps took, however they come', () => {
    const steps = new Pace();
    steps.add(1, 4);
    steps.add(3, 0);
    expect(steps.secondsPerStep).toBe(1);
  });

  it('glides from what it was to what it is', () => {
    const steps = new Pace(10);
    const seen = [steps.secondsPerStep!];
    for (let i = 0; i < 120; i++) {
      steps.add(1, 1);
      seen.push(steps.secondsPerStep!);
    }
    expect(seen).toEqual(seen.toSorted((a, b) => b - a));
    // After 30 s, 30/e s of what was 3/e steps are left: (30/e + about 19) / (3/e + about 19).
    expect(seen[30]).toBeCloseTo(1.5, 1);
    expect(seen[120]).toBeCloseTo(1, 1);
  });
});

describe('progress', () => {
  /** What is shown of a stage of which a step takes a second. */
  function shown(isTty: boolean, work: (progress: StageProgress, wait: (seconds: number) => void) => void) {
    let text = '';
    let now = 0;
    const io = { stderrIsTty: isTty, stderr: (more: string) => (text += more) } as unknown as Io;
    const clock = () => now;
    work(new StageProgress(new ProgressLine(io, clock), clock), (seconds) => (now += 1000 * seconds));
    return text.replaceAll('\r\x1b[K', '<');
  }

  const twoStages = (progress: StageProgress, wait: (seconds: number) => void) => {
    const explain = progress.begin('explain', 4, { unit: 'lots' });
    for (let i = 0; i < 4; i++) {
      wait(4);
      explain.advance(1, i === 1 ? 1 : 0);
    }
    const measure = progress.begin('measure', 2, { secondsPerStep: 90 });
    wait(1);
    measure.advance();
    progress.end();
  };

  it('rewrites one line a stage on a terminal, and leaves what it took', () => {
    expect(shown(true, twoStages)).toMatchInlineSnapshot(`
      "<explain: 1 of 4 lots · 4.0 s each · 12 s left<explain: 2 of 4 lots, 1 failed · 4.0 s each · 8 s left<explain: 3 of 4 lots, 1 failed · 4.0 s each · 4 s left<explain: 4 of 4 lots, 1 failed, in 16 s
      <measure: 0 of 2 · 1 min 30 s each · 3 min 0 s left<measure: 1 of 2 · 23 s each · 23 s left<measure: 1 of 2, in 1 s
      "
    `);
  });

  it('tells now and then elsewhere, and what it took', () => {
    expect(shown(false, twoStages)).toMatchInlineSnapshot(`
      "explain: 1 of 4 lots · 4.0 s each · 12 s left
      explain: 4 of 4 lots, 1 failed, in 16 s
      measure: 0 of 2 · 1 min 30 s each · 3 min 0 s left
      measure: 1 of 2, in 1 s
      "
    `);
  });

  it('is silent of a stage without steps', () => {
    expect(
      shown(false, (progress) => {
        progress.begin('nothing', 0);
        progress.end();
      }),
    ).toBe('');
  });
});

describe('the closing table', () => {
  const line = (more: Partial<SummaryLine>): SummaryLine => ({
    ...{
      model: 'net',
      class: 'Mass',
      method: 'a',
      segmenter: 'cut',
      metric: 'iou',
      n: 1,
      missing: 0,
      mean: 0.5,
    },
    ...more,
  });
  const BY = { metric: 'iou', segmenter: 'cut', direction: 'higher' } as const;

  it('has the methods, best first, over all findings', () => {
    const summary = [
      line({ method: 'weak', mean: 0.25, n: 3 }),
      line({ method: 'silent', n: 0, missing: 4, mean: null }),
      line({ method: 'strong', mean: 1, n: 1 }),
      line({ method: 'strong', class: 'Nodule', mean: 0.5, n: 3, missing: 1 }),
      line({ method: 'weak', metric: 'hit', mean: 1 }),
      line({ method: 'weak', segmenter: 'other', mean: 1 }),
      line({ method: 'centre-box', model: '', mean: 1 }),
    ];
    expect(closingTable(summary, BY)).toMatchInlineSnapshot(`
      "method  iou of cut  n  missing
      strong  0.6250      4        1
      weak    0.2500      3        0
      silent  none        0        4
      "
    `);
  });

  it('has the lowest first where that is best, and the order of the study where nothing is', () => {
    const summary = [
      line({ method: 'b', mean: 2 }),
      line({ method: 'a', mean: 1 }),
      line({ method: 'c', mean: 3 }),
    ];
    const order = (direction: 'lower' | 'none') =>
      closingTable(summary, { metric: 'iou', segmenter: 'cut', direction })
        .match(/^[abc]/gm)
        ?.join('');
    expect([order('lower'), order('none')]).toEqual(['abc', 'bac']);
  });

  it('names the networks where there are several, and ends after ten lines', () => {
    const summary = ['first', 'second'].flatMap((model) =>
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((method, i) => line({ model, method, mean: 1 / (i + 1) })),
    );
    const table = closingTable(summary, BY);
    expect(table).toMatchInlineSnapshot(`
      "network  method  iou of cut  n  missing
      first    a       1.0000      1        0
      second   a       1.0000      1        0
      first    b       0.5000      1        0
      second   b       0.5000      1        0
      first    c       0.3333      1        0
      second   c       0.3333      1        0
      first    d       0.2500      1        0
      second   d       0.2500      1        0
      … and 6 more: see the report
      "
    `);
    expect(table.trimEnd().split('\n')).toHaveLength(10);
  });

  it('is empty where no method was judged', () => {
    expect(closingTable([line({ metric: 'hit' })], BY)).toBe('');
  });
});
