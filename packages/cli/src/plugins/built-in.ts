import type { Plugin } from '@camscope/core';
import chestXray14 from '@camscope/datasets-chestxray14';
import chexlocalize from '@camscope/datasets-chexlocalize';
import phantom from '@camscope/datasets-phantom';
import anatomy from '@camscope/filters-anatomy';
import components from '@camscope/filters-components';
import edges from '@camscope/filters-edges';
import gaussian from '@camscope/filters-gaussian';
import morphology from '@camscope/filters-morphology';
import images from '@camscope/images';
import ablationCam from '@camscope/methods-ablation-cam';
import fasterScoreCam from '@camscope/methods-faster-score-cam';
import gradCam from '@camscope/methods-grad-cam';
import gradCamPlusPlus from '@camscope/methods-grad-cam-plus-plus';
import gradCamPositive from '@camscope/methods-grad-cam-positive';
import guidedBackprop from '@camscope/methods-guided-backprop';
import guidedGradCam from '@camscope/methods-guided-grad-cam';
import hiresCam from '@camscope/methods-hires-cam';
import inputGradient from '@camscope/methods-input-gradient';
import integratedGradients from '@camscope/methods-integrated-gradients';
import layerCam from '@camscope/methods-layer-cam';
import occlusion from '@camscope/methods-occlusion';
import reciproCam from '@camscope/methods-recipro-cam';
import rise from '@camscope/methods-rise';
import scoreCam from '@camscope/methods-score-cam';
import smoothGrad from '@camscope/methods-smooth-grad';
import xgradCam from '@camscope/methods-xgrad-cam';
import agreement from '@camscope/metrics-agreement';
import classification from '@camscope/metrics-classification';
import faithfulness from '@camscope/metrics-faithfulness';
import features from '@camscope/metrics-features';
import localization from '@camscope/metrics-localization';
import densenet from '@camscope/models-densenet';
import generic from '@camscope/models-generic';
import resnet from '@camscope/models-resnet';
import runtimeNode from '@camscope/runtime-node';
import contours from '@camscope/segmenters-contours';
import multiOtsu from '@camscope/segmenters-multi-otsu';
import threshold from '@camscope/segmenters-threshold';

/** The plugins that come with camscope. */
export const builtIn: readonly Plugin[] = [
  gradCam,
  gradCamPlusPlus,
  gradCamPositive,
  hiresCam,
  layerCam,
  xgradCam,
  scoreCam,
  fasterScoreCam,
  ablationCam,
  reciproCam,
  rise,
  occlusion,
  guidedBackprop,
  guidedGradCam,
  inputGradient,
  integratedGradients,
  smoothGrad,
  gaussian,
  components,
  morphology,
  anatomy,
  edges,
  multiOtsu,
  contours,
  threshold,
  localization,
  agreement,
  features,
  classification,
  faithfulness,
  resnet,
  densenet,
  generic,
  chestXray14,
  chexlocalize,
  phantom,
  runtimeNode,
  images,
];
