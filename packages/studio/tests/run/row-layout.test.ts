import { expect, test } from 'vitest';
import { ScoreRowsBuilder } from '../../src/run/data/score-rows.ts';
import { rowLayout } from '../../src/run/panels/row-layout.ts';

const KEY = { model: 'phantom-densenet121', method: 'grad-cam', class: 'Mass', image: 'a.png', reader: 'R1' };

function rowsOf(runs: number) {
  const builder = new ScoreRowsBuilder(runs);
  builder.add(0, { ...KEY, patient: '', kind: 'method', value: 1 });
  return builder.build();
}

test('a row is one line where all names are whole in it, and two where they are not', () => {
  // 19 + 8 + 8 + 8 + 8 characters of 7.6 pixels, 12 beside each, and a number of 74.
  const whole = 51 * 7.6 + 5 * 12 + 74;
  expect(rowLayout(rowsOf(1), Math.ceil(whole)).lines).toBe(1);
  expect(rowLayout(rowsOf(1), Math.floor(whole)).lines).toBe(2);
});

test('two lines pair the names, and three numbers of two runs stand beside them', () => {
  expect(rowLayout(rowsOf(1), 400).columns.split(' minmax').length).toBe(2);
  expect(rowLayout(rowsOf(2), 400).columns.match(/74px/g)).toHaveLength(3);
});
