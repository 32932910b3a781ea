import { FACTORS } from '@camscope/pipeline';
import { createRandom, FactorTableBuilder, type Random } from '@camscope/statistics';
import type { SeriesFacts } from '../../src/index.ts';
import { score } from '../rows.ts';
import { overlap, type MadeCase, type StudySize } from './cases.ts';
import { THRESHOLDS } from './facts.ts';

export function scoresOf(
  size: StudySize,
  series: readonly SeriesFacts[],
  cases: readonly MadeCase[],
  random: Random,
) {
  const builder = new FactorTableBuilder(FACTORS.scores);
  const skillOf = (s: SeriesFacts, i: number, m: number, label: string) => {
    const c = size.classes.indexOf(label);
    if (s.kind === 'reader') return 0.75;
    if (s.name === 'mean-box') return c === 0 ? 0.8 : 0.08;
    if (s.kind === 'prior') return c === 0 ? 0.4 : 0.06;
    return Math.max(0.05, 0.52 - 0.025 * i + 0.05 * m - 0.06 * (c % 5));
  };
  const scored = series.filter(({ name }) => name !== 'radiologist');
  for (const one of cases) {
    const found = { image: one.image, patient: one.patient, class: one.class };
    scored.forEach((s, i) => {
      const models = s.kind === 'method' ? size.models : [''];
      models.forEach((model, m) => {
        const iou = overlap(skillOf(s, i, m, one.class), one.ease, random);
        const failed = s.kind === 'method' && random.real() < 0.004;
        const empty = !failed && iou === 0 && random.real() < 0.3;
        const blank = empty && random.real() < 0.3 ? 'too-few-levels' : '';
        const add = (segmenter: string, metric: string, value: number) =>
          builder.add(
            score({
              ...found,
              ...{ model, method: s.name, segmenter, metric, regions: empty ? '0' : '1', blank },
              reason: failed ? 'RUNTIME_FAILED: out of memory' : '',
            }),
            failed ? null : value,
          );
        if (s.name === 'chance') {
          add('', 'hit', 0.2);
          add('', 'heat', 0.2);
          return;
        }
        // Regions that no segmenter made have none.
        const made = s.kind === 'method' || s.name === 'random';
        for (const segmenter of made ? ['multi-otsu', 'threshold'] : ['']) {
          add(segmenter, 'box-iou', segmenter === 'threshold' ? 0.8 * iou : iou);
          for (const at of THRESHOLDS) add(segmenter, `iou-accuracy.${at}`, Number(iou >= at));
        }
        add('', 'hit', Number(random.real() < iou + 0.2));
        add('', 'heat', Math.min(1, 0.2 + 0.7 * iou));
        add('', 'distance', 300 * (1 - iou) * random.real());
      });
    });
  }
  return builder.build();
}

/** A marker goes with the first class; the last network looks at it. */
export function shortcutsOf(size: StudySize, series: readonly SeriesFacts[], cases: readonly MadeCase[]) {
  const random = createRandom(7);
  const builder = new FactorTableBuilder(FACTORS.scores);
  for (const one of cases.filter((each) => each.class === size.classes[0])) {
    for (const { name, kind } of series.filter((each) => each.kind === 'method' || each.chance)) {
      for (const model of kind === 'method' ? size.models : ['']) {
        const cheats = model === size.models.at(-1);
        const { image, patient, class: label } = one;
        const row = (metric: string) =>
          score({ model, image, patient, class: label, method: name, metric, reader: 'marker' });
        builder.add(row('hit'), kind === 'prior' ? 0.01 : Number(cheats && random.real() < 0.7));
        builder.add(row('heat'), kind === 'prior' ? 0.01 : (cheats ? 0.3 : 0.004) * random.real());
      }
    }
  }
  return builder.build();
}
