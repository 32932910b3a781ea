import { matrix } from '@camscope/cli';
import { createContainer, REGISTRY } from '@camscope/core';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, describe, expect, it } from 'vitest';
import { cpuCells } from '../matrix/cpu-cells.ts';
import { NETWORKS } from '../matrix/networks.ts';

/**
 * One of each form, tried on every family: a gradient, one differentiated again, other rules of going back, samples, masks over the image
 * and at the layer, what the host does, attention, and methods of others in one graph and in several runs.
 */
const FORMS = [
  ...['grad-cam', 'shapley-cam', 'lrp', 'smooth-grad', 'occlusion', 'recipro-cam', 'random'],
  ...['attention-rollout', 'finer', 'augment'],
];

const { cells, families, refusals } = matrix;
const ids = Object.keys(cells);
const runtime = startNodeRuntime();
afterAll(() => runtime.close());
const registry = createContainer(await loadWanted(portablePlugins, ['explainer', 'model'])).get(REGISTRY);

describe('the matrix', () => {
  it('has a row for every method, and a column for every family', () => {
    expect(ids).toEqual(registry.explainer.ids);
    expect(families).toEqual(Object.keys(NETWORKS));
    expect(families.toSorted()).toEqual(registry.model.ids.toSorted());
  });

  it.each(ids)('has no empty cell, and no fault: %s', (id) => {
    expect(Object.keys(cells[id])).toEqual(families);
    // On the CPU, on WASM and on WebGPU, which may differ where nothing says who is right.
    for (const cell of Object.values(cells[id])) expect(cell).toMatch(/^(=[=-][=-]|\+[=+-][=+-]|---)$/);
  });

  it('says why, where a method refuses', () => {
    const said = Object.values(refusals).flatMap((by) =>
      Object.entries(by).flatMap(([id, on]) => on.map((family) => `${id} ${family}`)),
    );
    const refused = ids.flatMap((id) =>
      families.filter((family) => cells[id][family].includes('-')).map((family) => `${id} ${family}`),
    );
    expect(said.toSorted()).toEqual(refused.toSorted());
  });

  // Each method is tried on one family at least; tools/matrix/make.ts --check tries all.
  it.each(families.map((family, place) => [family, place] as const))(
    'says what the CPU makes of %s, by a method of each form and every tenth of the others',
    { timeout: 120_000 },
    async (family, place) => {
      const tried = ids.filter((id, i) => FORMS.includes(id) || i % families.length === place);
      const made = await cpuCells(runtime, registry, family, tried);
      expect(tried.map((id, i) => `${id} ${made[i].sign}`)).toEqual(
        tried.map((id) => `${id} ${cells[id][family][0]}`),
      );
      made.forEach(({ outcome }, i) => {
        if ('refused' in outcome) expect(refusals[outcome.refused][tried[i]]).toContain(family);
      });
    },
  );
});
