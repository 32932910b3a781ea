import type { Named } from '@camscope/onnx';
import type { Line } from './architecture.ts';
import type { Block, InvertedBody } from './body.ts';

type Stages = readonly (readonly Block[])[];

/** The layers of a network under the names of timm and of torchvision, which come last. */
export function namesOf(line: Line, body: InvertedBody, stages: Stages): Named[] {
  const ofTorchvision = torchvision[line](body, stages);
  const ofTimm = timm(line, body, stages);
  // Both name the same tensors; each pair stands together.
  return [...new Set([...ofTimm, ...ofTorchvision].map(([, tensor]) => tensor))].flatMap((tensor) =>
    [...ofTimm, ...ofTorchvision].filter((named) => named[1] === tensor),
  );
}

/** MobileNetV3 has its last convolution before the pool in a stage of its own. */
function timm(line: Line, { stem, head }: InvertedBody, stages: Stages): Named[] {
  const last = line === 'mobilenet_v3' ? `blocks.${stages.length}` : 'bn2';
  return [
    ['bn1', stem.output],
    ...stages.flatMap((blocks, i) => stageNames(`blocks.${i}`, blocks)),
    ...(head ? [[last, head.output] as const] : []),
  ];
}

/** How torchvision's classes number their modules. */
const torchvision: Record<Line, (body: InvertedBody, stages: Stages) => Named[]> = {
  efficientnet: ({ stem, head }, stages) => [
    ['features.0', stem.output],
    ...stages.flatMap((blocks, i) => stageNames(`features.${i + 1}`, blocks)),
    ...(head ? [[`features.${stages.length + 1}`, head.output] as const] : []),
  ],
  mobilenet_v2: flat,
  mobilenet_v3: flat,
  mnasnet: ({ stem, blocks, head }, stages) => [
    ['layers.2', stem.output],
    ['layers.7', blocks[0].output],
    ...stages.slice(1).flatMap((stage, i) => stageNames(`layers.${i + 8}`, stage)),
    ...(head ? [[`layers.${stages.length + 9}`, head.output] as const] : []),
  ],
};

/** Blocks in a row, whatever their stage. */
function flat({ stem, blocks, head }: InvertedBody): Named[] {
  return [stem, ...blocks, ...(head ? [head] : [])].map(({ output }, i) => [`features.${i}`, output]);
}

function stageNames(stage: string, blocks: readonly Block[]): Named[] {
  const inner = blocks.map(({ output }, i): Named => [`${stage}.${i}`, output]);
  return [...inner, [stage, blocks[blocks.length - 1].output]];
}
