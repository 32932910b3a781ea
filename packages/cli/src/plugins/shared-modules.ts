import * as core from '@camscope/core';
import * as masks from '@camscope/masks';
import * as onnx from '@camscope/onnx';
import * as expressions from '@camscope/onnx/expressions';
import * as rules from '@camscope/onnx/rules';
import * as pixels from '@camscope/pixels';
import * as zod from 'zod';

/** What a plugin may import wherever it lies: the very modules that this camscope runs on. */
export const sharedModules: Readonly<Record<string, unknown>> = {
  '@camscope/core': core,
  '@camscope/masks': masks,
  '@camscope/onnx': onnx,
  '@camscope/onnx/expressions': expressions,
  '@camscope/onnx/rules': rules,
  '@camscope/pixels': pixels,
  zod,
};
