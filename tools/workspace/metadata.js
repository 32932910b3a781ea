// @ts-check
/** What a manifest says to those who search a registry, or come from it. */
import { REPOSITORY } from './repository.js';

/** @typedef {import('./shape.js').Kind} Kind */

const EVERYWHERE = ['camscope', 'explainable-ai', 'chest-x-ray', 'onnx'];

/** What packages of a type are looked for by, where that is not the type's own name. @type {Record<string, string[]>} */
const OF_TYPE = {
  baseline: ['baseline', 'localization'],
  camscope: ['cli', 'saliency', 'class-activation-map', 'radiology'],
  cli: ['cli', 'saliency', 'class-activation-map', 'radiology'],
  conformance: ['conformance', 'execution-provider'],
  core: ['plugin-api', 'contracts'],
  dataset: ['dataset', 'radiology'],
  'dataset-parts': ['dataset', 'radiology'],
  engine: ['saliency', 'onnxruntime'],
  experiment: ['experiment', 'reproducibility', 'benchmark'],
  files: ['files', 'atomic-write'],
  filter: ['heatmap', 'image-filter'],
  images: ['radiograph', 'dicom'],
  'images-parts': ['radiograph', 'dicom'],
  masks: ['perturbation', 'superpixels'],
  method: ['saliency', 'heatmap', 'attribution'],
  metric: ['metric', 'evaluation'],
  model: ['model', 'neural-network'],
  networks: ['model', 'neural-network', 'test-data'],
  onnx: ['autodiff', 'computation-graph', 'protobuf'],
  pipeline: ['heatmap', 'evaluation'],
  pixels: ['image-processing', 'heatmap', 'colormap'],
  plugins: ['saliency', 'class-activation-map'],
  report: ['report', 'statistics', 'svg'],
  runtime: ['onnxruntime', 'webgpu'],
  segmenter: ['segmentation', 'heatmap'],
  statistics: ['bootstrap', 'confidence-interval', 'hypothesis-test'],
  studio: ['viewer', 'webgpu', 'saliency'],
  testkit: ['testing', 'plugin-authors'],
};

/**
 * @param {string} folder
 * @param {Kind} kind
 */
export function metadataOf(folder, { type, plugin }) {
  const own = plugin ? folder.slice(folder.indexOf('-') + 1) : folder;
  const keywords = [...EVERYWHERE, ...(plugin ? ['camscope-plugin'] : []), ...(OF_TYPE[type] ?? [type]), own];
  return {
    keywords: [...new Set(keywords)],
    homepage: `${REPOSITORY}/tree/main/packages/${folder}#readme`,
    bugs: { url: `${REPOSITORY}/issues` },
    repository: { type: 'git', url: `git+${REPOSITORY}.git`, directory: `packages/${folder}` },
    author: 'The camscope authors',
  };
}
