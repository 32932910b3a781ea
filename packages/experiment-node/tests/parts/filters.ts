import { defineFilter, type Heatmap, type Raster } from '@camscope/core';
import { z } from 'zod';

const weighed = (map: Heatmap, by: Raster): Heatmap => ({
  ...map,
  data: map.data.map((heat, i) => (heat * by.data[i]) / by.white),
});

/** The map times the radiograph. */
const lit = defineFilter({
  id: 'lit',
  title: 'Lit',
  needs: 'image',
  filter: (map, _, { image }) => weighed(map, image!),
});

/** The map times a picture. */
const masked = defineFilter({
  id: 'masked',
  title: 'Masked',
  options: z.strictObject({ by: z.string().optional() }),
  file: ({ by }) => by,
  filter: (map, _, { file }) => (file ? weighed(map, file) : map),
});

const choosy = defineFilter({
  id: 'choosy',
  title: 'Refuses maps of which most is hot',
  filter: (map) => {
    if (map.data.filter((heat) => heat > 0.5).length > map.data.length / 2) throw new Error('too hot');
    return map;
  },
});

export const filters = [lit, masked, choosy] as const;
