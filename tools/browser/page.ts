// The page of the browser tests: the packages, within reach of what a test runs in it.
import { floatTensor } from '@camscope/core';
import { createModel } from '@camscope/onnx';
import { startWebRuntime } from '@camscope/runtime-web';
import { conformance, noise } from '@camscope/testkit';
import { explainers } from '../explainers.ts';

const parts = {
  explainers,
  conformance,
  createModel,
  floatTensor,
  noise,
  startWebRuntime,
};

declare global {
  var camscope: typeof parts;
}
globalThis.camscope = parts;
