import type { Lock } from '@camscope/pipeline';
import type { ModelFacts } from '../data.ts';
import { fileName } from './file-name.ts';

/** Networks that ran, and those of which only heatmaps are there. */
export function modelsOf({ models, imports }: Lock): ModelFacts[] {
  const elsewhere = new Set(imports.map(({ model }) => model));
  for (const { name } of models) elsewhere.delete(name);
  return [...models.map(modelOf), ...[...elsewhere].map((name) => ({ name }))];
}

function modelOf(model: Lock['models'][number]): ModelFacts {
  const { name, architecture, file, sha256, preprocessing, methods } = model;
  const { channels, size, fit, mean, std } = preprocessing;
  return {
    name,
    architecture,
    file: fileName(file),
    sha256,
    targetLayer: [...new Set(methods.flatMap(({ layer }) => layer ?? []))].join(', '),
    preprocessing: `${channels} × ${size[0]} × ${size[1]}, ${fit}, mean ${mean.join(' ')}, std ${std.join(' ')}`,
  };
}
