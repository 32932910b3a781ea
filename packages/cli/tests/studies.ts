import { block, CARD, folderWith, mirror, png } from './support.ts';

const HEADER = 'Image Index,Finding Label,Bbox [x,y,w,h],,,\n';
/** On the second image the radiologist's box lies half beside the block, on the third beside it. */
export const BOXES = [
  HEADER,
  '00000001_000.png,Mass,256,384,384,384\n',
  '00000002_000.png,Mass,448,384,384,384\n',
  '00000002_000.png,Nodule,0,0,64,64\n',
  '00000003_000.png,Mass,640,0,384,384\n',
].join('');

export const STUDY = `version: 1
models: [{ card: card.yaml }]
data: { use: chestxray14, images: ., boxes: boxes.csv }
methods: [grad-cam]
map: { upsample: nearest }
segmenters: [{ use: multi-otsu, options: { classes: 2 } }]
metrics: [box-iou, hit-rate]
priors: [mean-box, centre-box]
out: results
`;

/** A folder with a study of three images, and what it names. */
export async function studyFolder(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const picture = await png(block(2, 3));
  return folderWith({
    'mirror.onnx': mirror,
    'card.yaml': CARD,
    'boxes.csv': BOXES,
    'study.yaml': STUDY,
    '00000001_000.png': picture,
    '00000002_000.png': picture,
    '00000003_000.png': picture,
    ...files,
  });
}
