// The page of the browser tests: the packages, within reach of what a test runs in it.
import { conformance, noise } from '@camscope/conformance';
import { createContainer, floatTensor, REGISTRY } from '@camscope/core';
import { createModel } from '@camscope/onnx';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { startWebRuntime } from '@camscope/runtime-web';
import { measureRun } from './measure-run.ts';

const plugins = await loadWanted(portablePlugins, ['explainer']);

const parts = {
  explainers: createContainer(plugins).get(REGISTRY).explainer.all(),
  conformance,
  createModel,
  floatTensor,
  measureRun,
  noise,
  startWebRuntime,
};

declare global {
  var camscope: typeof parts;
}
globalThis.camscope = parts;
