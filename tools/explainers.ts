import type { Explainer } from '@camscope/core';
import { fasterScoreCam } from '@camscope/methods-faster-score-cam';
import { gradCam } from '@camscope/methods-grad-cam';
import { gradCamPlusPlus } from '@camscope/methods-grad-cam-plus-plus';
import { gradCamPositive } from '@camscope/methods-grad-cam-positive';
import { guidedBackprop } from '@camscope/methods-guided-backprop';
import { guidedGradCam } from '@camscope/methods-guided-grad-cam';
import { hiResCam } from '@camscope/methods-hires-cam';
import { inputGradient } from '@camscope/methods-input-gradient';
import { integratedGradients } from '@camscope/methods-integrated-gradients';
import { layerCam } from '@camscope/methods-layer-cam';
import { scoreCam } from '@camscope/methods-score-cam';
import { smoothGrad } from '@camscope/methods-smooth-grad';
import { xgradCam } from '@camscope/methods-xgrad-cam';

/** Every method of this repository. */
export const explainers: readonly Explainer[] = [
  fasterScoreCam,
  gradCam,
  gradCamPlusPlus,
  gradCamPositive,
  guidedBackprop,
  guidedGradCam,
  hiResCam,
  inputGradient,
  integratedGradients,
  layerCam,
  scoreCam,
  smoothGrad,
  xgradCam,
];
