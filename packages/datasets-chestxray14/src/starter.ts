import type { Starter, StarterAnswers } from '@camscope/core';
import { indented, labelsOf, quoted } from '@camscope/datasets-common';

/** A study of NIH ChestX-ray14, filled in as far as files are named. */
export const starter: Starter = {
  takes: ['images', 'annotations', 'labels', 'models'],
  needs: ['images', 'annotations', 'models'],
  write: study,
};

function study({ images, annotations, labels, models = [], seen }: StarterAnswers): string {
  const network = models.length > 0 ? models : [{ file: 'densenet121.onnx', card: 'densenet121.card.yaml' }];
  return `# yaml-language-server: $schema=./study.schema.json
# A camscope study on NIH ChestX-ray14 (Wang et al., CVPR 2017). Check it with: camscope validate study.yaml
# then run it with: camscope run study.yaml   and tell what came of it with: camscope report results
version: 1

# Your networks. Labels, preprocessing and target layer that a file does not carry go into its card.
models:
${indented(network.map(({ file, card }) => (card === undefined ? { file } : { file, card })))}

# The folder of the images (flat, or images_001 … images_012), the radiologists' boxes and, for classification, the labels,
# as published: https://nihcc.app.box.com/v/ChestXray-NIHCC
data:
  use: chestxray14
  images: ${quoted(images ?? 'images')}
  boxes: ${quoted(annotations ?? 'BBox_List_2017.csv')}
${labels === undefined ? '  # labels: Data_Entry_2017_v2020.csv   # for classification below' : `  labels: ${quoted(labels)}`}

${labelsOf(seen)}classes: [Cardiomegaly, Atelectasis, Pneumothorax, Effusion, Pneumonia]

methods:
  - grad-cam                  # first-order gradients
  - grad-cam-positive         # positive first-order gradients at the target layer alone
  - guided-grad-cam
  - grad-cam-plus-plus        # first- and second-order gradients
  - score-cam                 # the image masked by each activation map: as many runs of the network as there are maps
  - faster-score-cam          # only the ten maps that vary most: eleven passes

map: { upsample: bilinear, normalise: min-max }

# Grey levels → multi-Otsu → the highest threshold → the box with the most red pixels.
segmenters:
  - { use: multi-otsu, options: { classes: 3 } }
  - contours

metrics: [box-iou, mask-iou, hit-rate, energy-in-box, iou-accuracy, iobb, iobb-accuracy]
agreement: [region-box-iou, region-iou, spearman]
features: [area-ratio, elongation, number-of-regions]
${labels === undefined ? '# classification: [auroc, auprc]   # needs labels' : 'classification: [auroc, auprc, accuracy, f1, brier]'}

# What runs have computed is kept here, for other studies, too: what stays the same does not run again.
cache: cache
out: results
`;
}
