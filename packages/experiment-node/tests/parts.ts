import { explainers } from './parts/explainers.ts';
import { filters } from './parts/filters.ts';
import { measuresOfMaps } from './parts/of-maps.ts';
import { measuresOfNetworks } from './parts/of-networks.ts';

/** What the tests of single stages use, beside what every study of the tests does. */
export const parts = [...explainers, ...measuresOfMaps, ...measuresOfNetworks, ...filters] as const;
