import { scores } from './scores.ts';

/** AUROC on held-out phantoms and its 95 % interval (DeLong). */
export interface LabelScore {
  readonly auroc: number;
  readonly interval: readonly [low: number, high: number];
  /** Test phantoms with and without the label. */
  readonly present: number;
  readonly absent: number;
}

/** One small network, trained on phantoms and on nothing else. */
export interface PhantomNetwork {
  readonly name: string;
  /** The published topology whose blocks and depths it has. */
  readonly architecture: string;
  /** The ONNX file, which carries its own card. */
  readonly file: URL;
  readonly parameters: number;
  readonly scores: Readonly<Record<string, LabelScore>>;
  /** The label that a letter in a corner carried in training, whatever the chest showed. */
  readonly cheatsOn?: string;
}

/** Outputs of every network, in order: logits of independent labels. */
export const labels = ['Cardiomegaly', 'Effusion', 'Pneumothorax', 'Atelectasis', 'Pneumonia'] as const;

// Each address is spelled out, so that bundlers find the files.
export const phantomResNet50: PhantomNetwork = {
  ...scores['phantom-resnet50'],
  file: new URL('../models/phantom-resnet50.onnx', import.meta.url),
};
export const phantomResNet152: PhantomNetwork = {
  ...scores['phantom-resnet152'],
  file: new URL('../models/phantom-resnet152.onnx', import.meta.url),
};
export const phantomDenseNet121: PhantomNetwork = {
  ...scores['phantom-densenet121'],
  file: new URL('../models/phantom-densenet121.onnx', import.meta.url),
};
export const phantomDenseNet169: PhantomNetwork = {
  ...scores['phantom-densenet169'],
  file: new URL('../models/phantom-densenet169.onnx', import.meta.url),
};
export const phantomViT: PhantomNetwork = {
  ...scores['phantom-vit'],
  file: new URL('../models/phantom-vit.onnx', import.meta.url),
};

/** Says Cardiomegaly where there is a marker: what an explanation of it must show is known. */
export const phantomCheat: PhantomNetwork = {
  ...scores['phantom-cheat'],
  file: new URL('../models/phantom-cheat.onnx', import.meta.url),
};

/** The networks that do what they say. */
export const honestNetworks: readonly PhantomNetwork[] = [
  phantomResNet50,
  phantomResNet152,
  phantomDenseNet121,
  phantomDenseNet169,
  phantomViT,
];
