import { parseOptions, type Heatmap, type Segmentation, type Segmenter } from '@camscope/core';
import { definitionChecks, settingsOf, type OptionSets } from './definition.ts';
import { blankMaps, LABEL, maps } from './given.ts';
import { pure } from './purity.ts';
import { must, register, type Kit } from './runner.ts';

// Contributions differ in their options, so no common type but `any` holds them all.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnySegmenter = Segmenter<any>;

export interface SegmenterKit extends Kit {
  /** Options to try beside those of presets; none by default. */
  readonly options?: OptionSets;
}

/** What every segmenter must do. */
export function testSegmenter(segmenter: AnySegmenter, kit: SegmenterKit): void {
  const settings = settingsOf(segmenter, kit.options);
  register(kit, [
    ...definitionChecks(segmenter),
    ...Object.entries(maps).map(([name, map]) => ({
      name: `regions of ${name} are inside of it, best first, and together the mask`,
      run() {
        for (const { options } of settings)
          mustBeSound(
            pure(map, (one) => segmenter.segment(one, options)),
            map,
          );
      },
    })),
    {
      name: 'a map with a spot has a region under some options',
      run() {
        const found = settings.map(({ options }) => segmenter.segment(maps['one spot'], options).regions);
        must(
          found.some((regions) => regions.length > 0),
          'there is none',
        );
      },
    },
    ...Object.entries(blankMaps).map(([name, map]) => ({
      name: `${name} has no regions, or sound ones, and ends in no error`,
      run() {
        for (const { options } of settings) {
          const found = pure(map, (one) => segmenter.segment(one, options));
          mustBeSound(found, map);
          must(
            found.blank === undefined || found.thresholds.length === 0,
            'a blank map has thresholds; leave them out',
          );
        }
      },
    })),
    {
      name: 'what it makes of tuned thresholds are options of its own',
      run() {
        const tuned = segmenter.tuned?.({ [LABEL]: 0.25 });
        if (tuned !== undefined) parseOptions(segmenter, tuned);
      },
    },
  ]);
}

function mustBeSound({ regions, mask, blank, thresholds }: Segmentation, map: Heatmap): void {
  must(mask.width === map.width && mask.height === map.height, 'the mask is not of the size of the map');
  const area = mask.data.reduce((sum, value) => sum + value, 0);
  must(blank === undefined || (regions.length === 0 && area === 0), 'a blank map has regions');
  const scores = regions.map(({ score }) => score);
  must(
    scores.every((score, i) => i === 0 || score <= scores[i - 1]),
    `regions are not best first: their scores are ${scores.join(', ')}`,
  );
  const least = Math.max(0, ...regions.map((region) => region.area));
  const most = regions.reduce((sum, region) => sum + region.area, 0);
  must(area >= least && area <= most, `the mask has ${area} pixels, its regions ${least} to ${most}`);
  for (const { box, meanHeat, area: size } of regions) {
    must(meanHeat >= 0 && meanHeat <= 1, `a mean heat of ${meanHeat}`);
    must(size <= Math.ceil(box.x1 - box.x0) * Math.ceil(box.y1 - box.y0), 'a region is larger than its box');
  }
  const isIn = (i: number) => {
    const [x, y] = [i % mask.width, Math.floor(i / mask.width)];
    return regions.some(
      ({ box }) => x >= Math.floor(box.x0) && x < box.x1 && y >= Math.floor(box.y0) && y < box.y1,
    );
  };
  must(
    mask.data.every((value, i) => value === 0 || isIn(i)),
    'a pixel of the mask is in the box of no region',
  );
  must(
    thresholds.every((value, i) => value >= (thresholds[i - 1] ?? 0) && value <= 1),
    `thresholds are not ascending in [0, 1]: ${thresholds.join(', ')}`,
  );
}
