import type { Plugin } from '@camscope/core';
import chestXray14 from '@camscope/datasets-chestxray14';
import images from '@camscope/images';
import gradCam from '@camscope/methods-grad-cam';
import gradCamPlusPlus from '@camscope/methods-grad-cam-plus-plus';
import gradCamPositive from '@camscope/methods-grad-cam-positive';
import guidedBackprop from '@camscope/methods-guided-backprop';
import guidedGradCam from '@camscope/methods-guided-grad-cam';
import hiresCam from '@camscope/methods-hires-cam';
import inputGradient from '@camscope/methods-input-gradient';
import integratedGradients from '@camscope/methods-integrated-gradients';
import layerCam from '@camscope/methods-layer-cam';
import smoothGrad from '@camscope/methods-smooth-grad';
import xgradCam from '@camscope/methods-xgrad-cam';
import localization from '@camscope/metrics-localization';
import densenet from '@camscope/models-densenet';
import generic from '@camscope/models-generic';
import resnet from '@camscope/models-resnet';
import runtimeNode from '@camscope/runtime-node';
import multiOtsu from '@camscope/segmenters-multi-otsu';

/** The plugins that come with camscope. */
export const builtIn: readonly Plugin[] = [
  gradCam,
  gradCamPlusPlus,
  gradCamPositive,
  hiresCam,
  layerCam,
  xgradCam,
  guidedBackprop,
  guidedGradCam,
  inputGradient,
  integratedGradients,
  smoothGrad,
  multiOtsu,
  localization,
  resnet,
  densenet,
  generic,
  chestXray14,
  runtimeNode,
  images,
];
