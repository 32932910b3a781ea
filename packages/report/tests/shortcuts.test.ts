import { FACTORS } from '@camscope/pipeline';
import { FactorTableBuilder } from '@camscope/statistics';
import { describe, expect, test } from 'vitest';
import { renderReport, type ReportData, type ReportOptions } from '../src/index.ts';
import { bothPages, wordsOf } from './pages.ts';
import { score } from './rows.ts';

type Side = 'shortcut' | 'finding';

/** On the cheating network, a and b put 5 and 4 times chance on the marker and half of it on the finding; c does not. */
const HEAT: Record<string, Record<string, Record<Side, number>>> = {
  honest: Object.fromEntries(['a', 'b', 'c'].map((name) => [name, { shortcut: 0.02, finding: 0.8 }])),
  cheat: {
    a: { shortcut: 0.5, finding: 0.2 },
    b: { shortcut: 0.4, finding: 0.2 },
    c: { shortcut: 0.05, finding: 0.8 },
  },
  '': { chance: { shortcut: 0.1, finding: 0.4 } },
};

/** Seven findings; on the last one, no shortcut is drawn, and the map is nowhere near. */
function dataOf({
  patients = 6,
  heat = HEAT,
  chance = true,
}: {
  patients?: number;
  heat?: typeof HEAT;
  chance?: boolean;
} = {}): ReportData {
  const [shortcuts, scores] = (['shortcut', 'finding'] as const).map((side) => {
    const builder = new FactorTableBuilder(FACTORS.scores);
    const reader = side === 'shortcut' ? 'marker' : 'R1';
    for (const [model, methods] of Object.entries(heat)) {
      for (const [method, put] of Object.entries(methods)) {
        if (method === 'chance' && !chance) continue;
        for (let i = 0; i < (side === 'shortcut' ? 6 : 7); i++) {
          const of = { model, image: `i${i}`, patient: `p${i % patients}`, class: 'Heart', method, reader };
          const row = (metric: string) => score({ ...of, metric });
          // Sums to nothing over the six.
          const shift = method === 'chance' ? 0 : 0.01 * [-1, 1, -2, 2, -1, 1, -20][i];
          builder.add(row('heat'), Math.max(0, put[side] + shift));
          const hit = put[side] > 0.3 && i > 0;
          builder.add(row('hit'), method === 'chance' ? put[side] : Number(hit));
        }
      }
    }
    return builder.build();
  });
  return {
    study: { title: 'T', camscope: '1', images: 7, findings: 7, failures: [], notes: [] },
    models: [{ name: 'honest' }, { name: 'cheat' }],
    series: [
      ...['a', 'b', 'c'].map((name) => ({
        ...{ name, title: `Method ${name.toUpperCase()}`, kind: 'method' as const },
      })),
      ...(chance ? [{ name: 'chance', title: 'Chance', kind: 'prior' as const, chance: true }] : []),
    ],
    measures: [
      { id: 'hit', title: 'Hits', kind: 'metric', direction: 'higher', range: [0, 1], share: 'hits' },
      { id: 'heat', title: 'Heat', kind: 'metric', direction: 'higher', range: [0, 1], share: 'heat' },
    ],
    scores,
    shortcuts,
  };
}

const textOf = (data: ReportData, options: Partial<ReportOptions> = {}) =>
  wordsOf(renderReport(data, options));
const rowsOf = (data: ReportData) => {
  const [head, ...lines] = renderReport(data)
    .tables.find(({ name }) => name === 'shortcuts-heart')!
    .csv.trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return lines.map((line) => Object.fromEntries(line.map((cell, i) => [head[i], cell])));
};

describe('a network that looks at the marker', () => {
  test('is named, with what shows it and what does not', () => {
    const text = textOf(dataOf());
    expect(text).toContain(
      'cheat looks at the marker, not at the finding: for Heart, Method A puts 50% of its heat (5.0 times chance) on the marker and 20% (0.5 times chance) on the finding; 2 of 3 methods show it.',
    );
    expect(text).toContain(
      'On cheat, Method C does not show that it looks at the marker, and if the others are right, is wrong there.',
    );
    expect(text).toContain(
      'honest does not look at the marker: its methods put 2% of their heat there on average.',
    );
    expect(text).toContain('cheat: looks at the marker, not at the finding');
    expect(text).toContain('honest: does not look at the marker');
  });

  test('by means over the images where both are drawn', () => {
    const rows = rowsOf(dataOf());
    const of = (model: string, method: string, metric: string) =>
      rows.find((row) => row['model'] === model && row['method'] === method && row['metric'] === metric)!;
    const numbers = ['shortcut', 'finding', 'times_chance_shortcut', 'times_chance_finding', 'lead'];
    const values = (...where: [string, string, string]) => numbers.map((name) => Number(of(...where)[name]));
    const near = (...expected: number[]) => expected.map((value) => expect.closeTo(value, 10));
    expect(values('cheat', 'a', 'heat')).toEqual(near(0.5, 0.2, 5, 0.5, 4.5));
    expect(values('cheat', 'c', 'heat')).toEqual(near(0.05, 0.8, 0.5, 2, -1.5));
    expect(values('cheat', 'a', 'hit')).toEqual(near(5 / 6, 0, 25 / 3, 0, 25 / 3));
    expect(of('cheat', 'a', 'heat')).toMatchObject({ n: '6', patients: '6', shows: 'shortcut' });
    expect(of('cheat', 'c', 'heat')['shows']).toBe('finding');
    expect(of('honest', 'a', 'heat')['shows']).toBe('finding');
  });

  test('is not named when patients are few', () => {
    const data = dataOf({ patients: 4 });
    expect(textOf(data)).toContain(
      'For Heart, the marker is drawn in 6 images of 4 patients: too few to say whether a network looks at it.',
    );
    expect(textOf(data, { minimumPatients: 4 })).toContain('cheat looks at the marker, not at the finding');
  });

  test('where chance is unknown, is judged by the shares themselves', () => {
    const data = dataOf({ chance: false });
    expect(Number(rowsOf(data).find((row) => row['model'] === 'cheat')!['lead'])).toBeCloseTo(0.3, 10);
    expect(textOf(data)).toContain('Method A puts 50% of its heat on the marker and 20% on the finding');
  });
});

test('a network that looks at both', () => {
  const heat = { ...HEAT, cheat: { a: { shortcut: 0.2, finding: 0.9 }, b: { shortcut: 0.3, finding: 0.9 } } };
  expect(textOf(dataOf({ heat }))).toContain(
    'cheat looks at the marker too: for Heart, Method B puts 30% of its heat (3.0 times chance) on the marker and 90% (2.3 times chance) on the finding; all 2 methods give it more than chance would.',
  );
});

test('networks that look elsewhere', () => {
  const heat = { ...HEAT, cheat: HEAT['honest'] };
  expect(textOf(dataOf({ heat }))).toContain(
    'No network looks at the marker, which goes with Heart: their methods put 2% of their heat there on average.',
  );
});

test('without shortcuts, there is no such section', () => {
  const { shortcuts: _, ...data } = dataOf();
  expect(bothPages(renderReport(data))).not.toContain('id="shortcuts"');
  const none = { ...data, shortcuts: new FactorTableBuilder(FACTORS.scores).build() };
  expect(bothPages(renderReport(none))).not.toContain('id="shortcuts"');
});
