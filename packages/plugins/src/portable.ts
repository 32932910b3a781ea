import { lazyPlugins, type LazyPlugin } from './lazy-plugin.ts';

/** The plugins of camscope that run in Node and in a browser. Model families are asked in this order. */
export const portablePlugins: readonly LazyPlugin[] = [
  ...lazyPlugins(['explainer'], {
    '@camscope/methods-grad-cam': () => import('@camscope/methods-grad-cam'),
    '@camscope/methods-grad-cam-plus-plus': () => import('@camscope/methods-grad-cam-plus-plus'),
    '@camscope/methods-grad-cam-positive': () => import('@camscope/methods-grad-cam-positive'),
    '@camscope/methods-hires-cam': () => import('@camscope/methods-hires-cam'),
    '@camscope/methods-layer-cam': () => import('@camscope/methods-layer-cam'),
    '@camscope/methods-xgrad-cam': () => import('@camscope/methods-xgrad-cam'),
    '@camscope/methods-score-cam': () => import('@camscope/methods-score-cam'),
    '@camscope/methods-faster-score-cam': () => import('@camscope/methods-faster-score-cam'),
    '@camscope/methods-ablation-cam': () => import('@camscope/methods-ablation-cam'),
    '@camscope/methods-recipro-cam': () => import('@camscope/methods-recipro-cam'),
    '@camscope/methods-rise': () => import('@camscope/methods-rise'),
    '@camscope/methods-occlusion': () => import('@camscope/methods-occlusion'),
    '@camscope/methods-guided-backprop': () => import('@camscope/methods-guided-backprop'),
    '@camscope/methods-deconvnet': () => import('@camscope/methods-deconvnet'),
    '@camscope/methods-lrp': () => import('@camscope/methods-lrp'),
    '@camscope/methods-guided-grad-cam': () => import('@camscope/methods-guided-grad-cam'),
    '@camscope/methods-input-gradient': () => import('@camscope/methods-input-gradient'),
    '@camscope/methods-integrated-gradients': () => import('@camscope/methods-integrated-gradients'),
    '@camscope/methods-smooth-grad': () => import('@camscope/methods-smooth-grad'),
    '@camscope/methods-input-x-gradient': () => import('@camscope/methods-input-x-gradient'),
    '@camscope/methods-var-grad': () => import('@camscope/methods-var-grad'),
    '@camscope/methods-square-grad': () => import('@camscope/methods-square-grad'),
    '@camscope/methods-smooth-ig': () => import('@camscope/methods-smooth-ig'),
    '@camscope/methods-expected-gradients': () => import('@camscope/methods-expected-gradients'),
    '@camscope/methods-gradient-shap': () => import('@camscope/methods-gradient-shap'),
    '@camscope/methods-blur-ig': () => import('@camscope/methods-blur-ig'),
  }),
  ...lazyPlugins(['filter'], {
    '@camscope/filters-gaussian': () => import('@camscope/filters-gaussian'),
    '@camscope/filters-components': () => import('@camscope/filters-components'),
    '@camscope/filters-morphology': () => import('@camscope/filters-morphology'),
    '@camscope/filters-anatomy': () => import('@camscope/filters-anatomy'),
    '@camscope/filters-edges': () => import('@camscope/filters-edges'),
  }),
  ...lazyPlugins(['segmenter'], {
    '@camscope/segmenters-multi-otsu': () => import('@camscope/segmenters-multi-otsu'),
    '@camscope/segmenters-contours': () => import('@camscope/segmenters-contours'),
    '@camscope/segmenters-threshold': () => import('@camscope/segmenters-threshold'),
  }),
  ...lazyPlugins(['metric'], {
    '@camscope/metrics-localization': () => import('@camscope/metrics-localization'),
    '@camscope/metrics-gaze': () => import('@camscope/metrics-gaze'),
  }),
  ...lazyPlugins(['agreement'], {
    '@camscope/metrics-agreement': () => import('@camscope/metrics-agreement'),
  }),
  ...lazyPlugins(['baseline'], {
    '@camscope/baselines-priors': () => import('@camscope/baselines-priors'),
    '@camscope/baselines-readers': () => import('@camscope/baselines-readers'),
  }),
  ...lazyPlugins(['feature'], {
    '@camscope/metrics-features': () => import('@camscope/metrics-features'),
  }),
  ...lazyPlugins(['classification'], {
    '@camscope/metrics-classification': () => import('@camscope/metrics-classification'),
  }),
  ...lazyPlugins(['faithfulness'], {
    '@camscope/metrics-faithfulness': () => import('@camscope/metrics-faithfulness'),
    '@camscope/metrics-robustness': () => import('@camscope/metrics-robustness'),
  }),
  ...lazyPlugins(['model'], {
    '@camscope/models-resnet': () => import('@camscope/models-resnet'),
    '@camscope/models-densenet': () => import('@camscope/models-densenet'),
    '@camscope/models-efficientnet': () => import('@camscope/models-efficientnet'),
    '@camscope/models-convnext': () => import('@camscope/models-convnext'),
    '@camscope/models-vgg': () => import('@camscope/models-vgg'),
    '@camscope/models-inception': () => import('@camscope/models-inception'),
    '@camscope/models-regnet': () => import('@camscope/models-regnet'),
    '@camscope/models-generic': () => import('@camscope/models-generic'),
  }),
];
