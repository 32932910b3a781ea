import type { Filter, FilterContext, Heatmap, Raster } from '@camscope/core';
import { definitionChecks, settingsOf, type OptionSets } from './definition.ts';
import { blankMaps, mapOf, maps } from './given.ts';
import { pure } from './purity.ts';
import { must, register, type Kit } from './runner.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyFilter = Filter<any>;

export interface FilterKit extends Kit {
  /** Options to try beside those of presets; none by default. */
  readonly options?: OptionSets;
}

/** What every filter must do. Size and range of what it gives are watched by the contract. */
export function testFilter(filter: AnyFilter, kit: FilterKit): void {
  const settings = settingsOf(filter, kit.options);
  register(kit, [
    ...definitionChecks(filter),
    ...Object.entries({ ...maps, ...blankMaps }).map(([name, map]) => ({
      name: `${name} becomes a map of the same size in [0, 1], and stays as it was`,
      run() {
        for (const { options } of settings)
          pure({ map, context: contextOf(filter, map, options) }, (given) =>
            filter.filter(given.map, options, given.context),
          );
      },
    })),
    {
      name: 'a map of zeros stays one',
      run() {
        const map = blankMaps['a map of zeros'];
        for (const { name, options } of settings) {
          const { data } = filter.filter(map, options, contextOf(filter, map, options));
          must(
            data.every((value) => value === 0),
            `under ${name} there is heat where there was none`,
          );
        }
      },
    },
    {
      name: 'it changes some map under some options',
      run() {
        const changes = settings.some(({ options }) =>
          Object.values(maps).some((map) => {
            const { data } = filter.filter(map, options, contextOf(filter, map, options));
            return data.some((value, i) => value !== map.data[i]);
          }),
        );
        must(changes, 'it changes nothing');
      },
    },
  ]);
}

/** What the filter says that it needs. */
function contextOf(filter: AnyFilter, { width, height }: Heatmap, options: unknown): FilterContext {
  const grey: Raster = {
    ...{ width, height, channels: 1, white: 255 },
    data: Uint8Array.from(mapOf((x, y) => 40 + ((x * 31 + y * 17) % 180), { width, height }).data),
  };
  const organ: Raster = {
    ...grey,
    data: Uint8Array.from(mapOf((x) => (x < width / 2 ? 255 : 0), { width, height }).data),
  };
  return {
    ...(filter.needs === 'image' && { image: grey }),
    ...(filter.file?.(options) !== undefined && { file: organ }),
  };
}
