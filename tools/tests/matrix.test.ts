import { matrix } from '@camscope/cli';
import { createContainer, REGISTRY } from '@camscope/core';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, expect, it } from 'vitest';
import { cpuCells } from '../matrix/cpu-cells.ts';
import { NETWORKS } from '../matrix/networks.ts';

/** The others are tried when the matrix is written, by tools/matrix/make.ts. */
const TRIED = ['resnet', 'densenet', 'convnext', 'vit', 'swin'];

const { cells, families, refusals } = matrix;
const runtime = startNodeRuntime();
afterAll(() => runtime.close());
const registry = createContainer(await loadWanted(portablePlugins, ['explainer', 'model'])).get(REGISTRY);
const ids = Object.keys(cells);

it('has methods that there are, and every family of networks', () => {
  expect(registry.explainer.ids).toEqual(expect.arrayContaining(ids));
  expect(families).toEqual(Object.keys(NETWORKS));
  expect(families).toEqual(expect.arrayContaining([...registry.model.ids]));
});

it.each(TRIED)('says what the CPU makes of %s', { timeout: 120_000 }, async (family) => {
  const made = await cpuCells(runtime, registry, NETWORKS[family], ids);
  const said = (letter: (place: number) => string) => ids.map((id, i) => `${id} ${letter(i)}`);
  expect(said((i) => made[i].cell)).toEqual(said((i) => cells[ids[i]][family][0]));
  const refused = made.flatMap(({ outcome }, i) => ('refused' in outcome ? [[ids[i], outcome.refused]] : []));
  const saysWhy = (id: string) => Object.keys(refusals).filter((why) => refusals[why][id]?.includes(family));
  expect(refused).toEqual(ids.flatMap((id) => saysWhy(id).map((why) => [id, why])));
});
