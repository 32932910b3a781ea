import type { Starter } from '@camscope/core';

/** A study that runs as it is: phantoms and the networks that come with camscope. */
export const starter: Starter = { takes: [], needs: [], write: () => STUDY };

const STUDY = `# yaml-language-server: $schema=./study.schema.json
# A camscope study. Run it with:   camscope run study.yaml
# then tell what came of it:       camscope report results
# It runs as it is, on phantoms: synthetic radiographs of nobody, whose findings are known exactly.
version: 1

# The networks: ONNX files, relative to this file. 'npm:' names a file of an installed package. What a file does not say of
# itself (labels, preprocessing, target layer) goes into a model card:  - { file: my.onnx, card: my.card.yaml }
models:
  - npm:@camscope/networks-phantom/models/phantom-resnet50.onnx
  - npm:@camscope/networks-phantom/models/phantom-densenet121.onnx

# The images, and what readers drew on them. 'camscope list dataset' names the formats.
data: { use: phantom, count: 40, seed: 7, truth: false, readers: 2 }

# Which findings are explained: 'annotated', or a list of labels.
classes: annotated

# The methods that are compared. 'camscope describe score-cam' tells options and presets.
methods:
  - grad-cam
  - grad-cam-plus-plus
  - layer-cam
  - { use: score-cam, budget: 64 }           # tries 64 masks at most, those that vary most
  - { use: grad-cam, as: grad-cam-signed, options: { relu: false } }

# How a raw map becomes a heatmap at the size of the image.
map: { upsample: bilinear, normalise: min-max }

# How a heatmap becomes regions.
segmenters:
  - multi-otsu
  - contours

# What is measured against every reader; the first is the one by which methods are judged.
metrics: [box-iou, mask-iou, hit-rate, energy-in-box, iou-accuracy]

# How much methods, networks and readers agree; what the findings look like; how good the networks are.
agreement: [region-iou, spearman]
features: [area-ratio, elongation]
classification: [auroc, auprc]

# Guesses that know nothing of the image stand beside the methods in every table; 'priors: []' leaves them out.
seed: 0
out: results
`;
