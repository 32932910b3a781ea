// Maps of the studio beside those of Node: node tools/run.js tools/studio/exact.ts [wasm|webgpu] [network or method…]
// Prints a line for each network and method: how far the finished maps are apart at the most, and whether that is too far. Keeps them in
// tools/docs/exactness.json, of which `npm run docs:write` makes a table.
import { createContainer, isCamscopeError, messageOf, REGISTRY } from '@camscope/core';
import { sharpCodec } from '@camscope/images';
import { honestNetworks, phantomCheat } from '@camscope/networks-phantom';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { startNodeRuntime } from '@camscope/runtime-node';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MapRequest, Provider } from '../../packages/studio/src/work/api.ts';
import { builtApp } from './built-app.ts';
import { recordExactness } from './exactness.ts';
import { InNode } from './in-node.ts';
import { openStudio } from './open-studio.ts';
import { mapIn, openWorkshopIn } from './open-workshop.ts';
import { toleranceOf } from './tolerances.ts';

/** Masks tried at most: the same few on both sides. */
const MASKS = 64;

const [provider = 'wasm', ...words] = process.argv.slice(2) as [Provider?, ...string[]];
const known = [...honestNetworks, phantomCheat];
const named = known.filter(({ name }) => words.includes(name));
const networks = named.length > 0 ? named : known;
const only = words.filter((word) => !named.some(({ name }) => name === word));
const app = await builtApp();
const studio = await openStudio(app);
const runtime = startNodeRuntime();
const node = new InNode(runtime);
let tooFar = 0;
try {
  await openWorkshopIn(studio.page, studio.url);
  for (const { name, file } of networks) {
    const own = await node.openNetwork(await readFile(file), `${name}.onnx`);
    const open = await studio.page.evaluate(async (phantom) => {
      const { radiographs } = await workshop.phantoms();
      const image = await workshop.openImage({ phantom: radiographs[0] }, '');
      const network = await workshop.openNetwork({ phantom }, phantom);
      return { image: image.id, network: network.id, file: image.name };
    }, name);
    const raster = await sharpCodec.decode(await readFile(join(app, 'phantom', open.file)), open.file);
    for (const asked of await methods()) {
      const request: MapRequest = { ...asked, image: open.image, network: open.network, target: 0 };
      const told = await apart({ ...request, provider }, () =>
        node.explain({ ...request, network: own }, raster),
      );
      if (studio.page.isClosed())
        throw new Error(`The browser was closed before ${asked.method.use} was told`);
      if (told.isFar) tooFar++;
      recordExactness(provider, name, asked.method.use, told.found);
      console.log(`${name}\t${asked.method.use}\t${told.text}`);
    }
    await studio.page.evaluate((id) => workshop.closeNetwork(id), open.network);
    node.close();
  }
} finally {
  await studio.close();
  await runtime.close();
}
console.log(`${tooFar} maps are further apart than they may be on ${provider}`);
process.exitCode = tooFar === 0 ? 0 : 1;

async function methods(): Promise<Pick<MapRequest, 'method' | 'budget'>[]> {
  const registry = createContainer(await loadWanted(portablePlugins, ['explainer'])).get(REGISTRY);
  const explainers =
    only.length > 0 ? only.map((id) => registry.explainer.get(id)) : registry.explainer.all();
  return explainers.map((explainer) => ({
    method: {
      use: explainer.id,
      of: explainer.combine && (explainer.takes === 'one' ? 'grad-cam' : ['grad-cam', 'layer-cam']),
    },
    budget: explainer.perturb ? MASKS : undefined,
  }));
}

/** A refusal counts as equal where both sides refuse with the same words. */
async function apart(
  request: MapRequest,
  inNode: () => ReturnType<InNode['explain']>,
): Promise<{ readonly text: string; readonly isFar: boolean; readonly found: number | string }> {
  const [seen, expected] = [await settled(mapIn(studio.page, request)), await settled(inNode())];
  if ('refused' in seen || 'refused' in expected) {
    const texts = [seen, expected].map((one) => ('refused' in one ? one.refused : 'a map'));
    const isFar = !('refused' in seen && 'refused' in expected && texts[0].includes(texts[1]));
    const found = isFar ? `DIFFERENT: ${texts.join(' / ')}` : texts[1];
    return { text: `refused: ${found}`, isFar, found };
  }
  const { data } = expected.value.finished.map;
  const most = seen.value.map.reduce((top, value, i) => Math.max(top, Math.abs(value - data[i])), 0);
  const isFar = !(most <= toleranceOf(request.method.use, provider as Provider));
  return {
    text: `${most.toExponential(1)}${isFar ? '\tTOO FAR' : ''}`,
    isFar,
    found: +most.toExponential(1),
  };
}

async function settled<T>(work: Promise<T>): Promise<{ readonly value: T } | { readonly refused: string }> {
  try {
    return { value: await work };
  } catch (error) {
    return { refused: isCamscopeError(error) ? error.summary : messageOf(error) };
  }
}
