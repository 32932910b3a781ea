import type { MapLine, Run } from '@camscope/pipeline';
import type { CostFacts } from '../data.ts';

/** Means over the maps of each method and network. Maps made elsewhere cost nothing here. */
export function costsOf({ maps }: Run): CostFacts[] {
  const groups = new Map<string, MapLine[]>();
  for (const map of maps.filter(({ passes }) => passes !== undefined)) {
    const key = JSON.stringify([map.method, map.model]);
    const group = groups.get(key);
    if (group) group.push(map);
    else groups.set(key, [map]);
  }
  return [...groups.values()].map((group) => {
    const [{ method, model }] = group;
    const seen = group.flatMap(massSeen);
    const known = { method, model, maps: group.length, passes: passesOf(group) / group.length };
    if (seen.length === 0) return known;
    return {
      ...known,
      seen: mean(seen.map(({ share }) => share)),
      estimated: seen.some(({ estimated }) => estimated),
    };
  });
}

/** Images that went through the network for these maps: all maps of an image come of the same ones. */
function passesOf(maps: readonly MapLine[]): number {
  const perImage = new Map(maps.map(({ image, passes = 0 }) => [image, passes]));
  return [...perImage.values()].reduce((sum, passes) => sum + passes, 0);
}

/** What a method that masks has told of the masks that it tried. */
function massSeen({ facts }: MapLine): { readonly share: number; readonly estimated: boolean }[] {
  const told = facts?.massSeen as { share: number; estimated: boolean } | undefined;
  return told ? [told] : [];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
