// The page of the browser tests: the packages, within reach of what a test runs in it.
import { conformance, noise, resNet } from '@camscope/conformance';
import { createContainer, floatTensor, REGISTRY } from '@camscope/core';
import { createModel } from '@camscope/onnx';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { startWebRuntime } from '@camscope/runtime-web';
import { explainEach, type Outcome, type Subject } from '../matrix/explain-each.ts';
import type { Asked } from '../matrix/methods.ts';
import type { Timing } from '../bench/ratio.ts';
import { measureRun } from './measure-run.ts';
import { raceForward } from './race-forward.ts';

const plugins = await loadWanted(portablePlugins, ['explainer', 'model']);
const registry = createContainer(plugins).get(REGISTRY);
const runtime = startWebRuntime();

const parts = {
  explainers: registry.explainer.all(),
  explainEach: explainEachHere,
  conformance,
  createModel,
  floatTensor,
  measureRun,
  noise,
  raceForward: raceForwardHere,
  resNet,
  startWebRuntime,
};

/** A network comes as base64, which is what a test can hand over. */
function explainEachHere(
  provider: string,
  model: string,
  about: Omit<Subject, 'model'>,
  asked: readonly Asked[],
): Promise<Outcome[]> {
  const bytes = Uint8Array.from(atob(model), (letter) => letter.charCodeAt(0));
  return explainEach(runtime, registry, provider, { ...about, model: bytes }, asked);
}

function raceForwardHere(model: Uint8Array, methods: readonly string[], rounds: number): Promise<Timing[]> {
  return raceForward(runtime, registry, model, methods, rounds);
}

declare global {
  var camscope: typeof parts;
}
globalThis.camscope = parts;
