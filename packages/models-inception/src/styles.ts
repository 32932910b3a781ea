import type { Named, Part } from '@camscope/onnx';
import { isReduction, type InceptionBody } from './body.ts';

/** How a published network is built and its layers are called. */
interface Style {
  readonly name: string;
  /** Its modules in each group. */
  readonly published: string;
  layers(body: InceptionBody): Named[];
}

/** Stem layers of Inception v3: activations and max pools. */
const STEM_V3 = [
  ...['Conv2d_1a_3x3', 'Conv2d_2a_3x3', 'Conv2d_2b_3x3', 'maxpool1'],
  ...['Conv2d_3b_1x1', 'Conv2d_4a_3x3', 'maxpool2'],
];
const STEM_V1 = ['conv1', 'maxpool1', 'conv2', 'conv3', 'maxpool2'];

/** Groups parted by max pools; the names of torchvision. */
const googlenet: Style = {
  name: 'googlenet',
  published: '2-5-2',
  layers: ({ stem, groups, pools }) => [
    ...stemNames(stem, STEM_V1),
    ...groups.flatMap((modules, g): Named[] => [
      ...(g > 0 ? [[`maxpool${g + 2}`, pools[pools.length - groups.length + g].output] as const] : []),
      ...modules.map(({ output }, i): Named => [`inception${g + 3}${letter(i)}`, output]),
    ]),
  ],
};

/** Groups that begin with a reduction, but for the first; the names of torchvision. */
const v3: Style = {
  name: 'inception_v3',
  published: '3-5-3',
  layers: ({ stem, groups }) => [
    ...stemNames(stem, STEM_V3),
    ...groups.flatMap((modules, g) =>
      modules.map(({ output }, i): Named => [`Mixed_${g + 5}${letter(g === 0 ? i + 1 : i)}`, output]),
    ),
  ],
};

/** A stem that joins branches itself; the names of timm. */
const v4: Style = {
  name: 'inception_v4',
  published: '2-5-8-4',
  layers: ({ stem, groups }) =>
    [...stem.filter(isLayer), ...groups.flat()].map(({ output }, i): Named => [`features.${i}`, output]),
};

export function styleOf({ groups }: InceptionBody): Style {
  if (isReduction(groups[0][0])) return v4;
  return groups.slice(1).every(([first]) => isReduction(first)) ? v3 : googlenet;
}

/** The names of a stem, where it is the published one. */
function stemNames(stem: readonly Part[], names: readonly string[]): Named[] {
  const layers = stem.filter(isLayer);
  return layers.length === names.length ? layers.map(({ output }, i): Named => [names[i], output]) : [];
}

function isLayer(part: Part): boolean {
  return part.letter === 'a' || part.letter === 'm';
}

function letter(place: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + place);
}
