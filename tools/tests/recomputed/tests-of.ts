import type { Place, Sheet } from './places.ts';
import { holm, mean, signedRanks, sum, twoSided, wilcoxon } from './statistics.ts';

/** Values of one place that are no further apart are rounding. */
const EQUAL = 1e-6;

export interface Verdict {
  readonly name: string;
  /** Adjusted by Holm over the pairs asked about. */
  readonly p: number;
  /** Of the mean difference of the first minus the second, where it is significant. */
  readonly sign: number;
}

/** Wilcoxon's tests of pairs over the places that all names share, each network's combined by Stouffer's method. */
export function testsOf(
  sheet: Sheet,
  names: readonly string[],
  pairs: readonly (readonly [string, string])[],
  alpha = 0.05,
): { readonly p: number; readonly sign: number }[] {
  const places = sheet.shared(names);
  const equalled = new Map(places.map((place) => [place, withoutRounding(sheet, names, place)]));
  const found = pairs.map(([a, b]) => {
    const difference = (place: Place) => equalled.get(place)!.get(a)! - equalled.get(place)!.get(b)!;
    return { ...combined(places, difference), shift: mean(places.map(difference)) };
  });
  const adjusted = holm(found.map(({ p }) => p));
  return found.map(({ z, shift }, i) => {
    const significant = adjusted[i] < alpha && z * shift > 0;
    return { p: adjusted[i], sign: significant ? Math.sign(shift) : 0 };
  });
}

function withoutRounding(sheet: Sheet, names: readonly string[], place: Place): Map<string, number> {
  const order = names
    .map((name) => ({ name, value: sheet.value(name, place) }))
    .sort((a, b) => a.value - b.value);
  let first = 0;
  return new Map(
    order.map(({ name, value }, i) => {
      if (i > 0 && value - order[i - 1].value > EQUAL) first = i;
      return [name, order[first].value];
    }),
  );
}

/** Over networks, whose tests go together as signed ranks of the same patients do (Strube 1985). */
function combined(places: readonly Place[], difference: (place: Place) => number): { p: number; z: number } {
  const networks = [...new Set(places.map(({ model }) => model))].map((model) => {
    const own = places.filter((place) => place.model === model);
    const patients = [...new Set(own.map(({ patient }) => patient))];
    const means = patients.map((patient) =>
      mean(own.filter((place) => place.patient === patient).map(difference)),
    );
    const ranks = signedRanks(means);
    return { ...wilcoxon(means), ranks: new Map(patients.map((patient, i) => [patient, ranks[i]])) };
  });
  if (networks.length === 1) return networks[0];
  const together = (a: Map<string, number>, b: Map<string, number>) =>
    sum([...a].map(([patient, rank]) => rank * (b.get(patient) ?? 0)));
  const variance = sum(
    networks.flatMap((a, i) =>
      networks.map((b, j) => {
        if (i === j) return 1;
        const product = together(a.ranks, b.ranks);
        const size = Math.sqrt(together(a.ranks, a.ranks) * together(b.ranks, b.ranks));
        return product === 0 ? 0 : product / size;
      }),
    ),
  );
  const z = sum(networks.map((network) => network.z)) / Math.sqrt(variance);
  return { z, p: twoSided(z) };
}
