import type { PlannedImage } from '../plan/plan.ts';
import { lotsIn, wanted } from './image-lots.ts';
import { explainUnits, importUnits, type MapsUnit } from './maps-units.ts';
import type { Series } from './measure-units.ts';
import type { Recipes } from './recipes.ts';
import { baselineSeries, importSeries, importsOf, methodSeries, seriesKey, withMaps } from './series.ts';
import { tuneUnit, type TuneUnit, type MapsLot, type Tunings } from './tune-units.ts';

/** Works out what a study tunes: every method on every network, heatmaps made elsewhere, and priors. */
export function planTunings(recipes: Recipes): Tunings {
  const { models, study, tuning } = recipes.opened;
  const { plan, dataset } = tuning!;
  const lots = lotsIn(dataset, study.session.batch);
  const ofModels = models.map((model, i) => {
    const units = explainUnits(recipes, model, plan.models[i], lots(wanted(plan.models[i])));
    return made(recipes, methodSeries(recipes, i), units);
  });
  const ofImports = plan.imports.map((planned) => {
    const units = importUnits(recipes, importsOf(recipes, planned), planned, lots(planned.images));
    return made(recipes, importSeries(recipes, planned), units);
  });
  const priors = baselineSeries(recipes).filter(({ baseline }) => baseline!.contribution.series === 'prior');
  return {
    models: ofModels.map(({ lots }) => lots),
    imports: ofImports.map(({ lots }) => lots),
    units: [
      ...[...ofModels, ...ofImports].flatMap(({ units }) => units),
      ...priors.map((series) => tuneUnit(recipes, series, [], plan.findings)),
    ],
  };
}

/** Gives series what their thresholds come from. */
export function withTunings(units: readonly TuneUnit[]): (series: Series) => Series {
  const bySeries = new Map(units.map((unit) => [seriesKey(unit.series), unit]));
  return (series) => ({ ...series, tune: bySeries.get(seriesKey(series)) });
}

function made(
  recipes: Recipes,
  all: readonly Series[],
  units: readonly (readonly (MapsUnit | undefined)[])[],
): { lots: MapsLot[]; units: TuneUnit[] } {
  return {
    lots: units.map((lot) => ({ series: lot.map((maps) => ({ maps })) })),
    units: withMaps(all, units).map((series, s) => {
      const maps = units.flatMap((lot) => lot[s] ?? []);
      return tuneUnit(recipes, series, maps, imagesOf(maps));
    }),
  };
}

function imagesOf(maps: readonly MapsUnit[]): PlannedImage[] {
  return maps.flatMap(({ images }) => images);
}
