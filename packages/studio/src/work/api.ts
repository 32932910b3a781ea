// What the page and its worker say to each other: types alone. Arrays move; whoever sends one has it no more.
import type { BlankReason, Box, MethodInFull, ModelCard, Polygon, Raster } from '@camscope/core';
import type { NetworkFact, Origin } from '@camscope/engine';
import type { MapOptions } from '@camscope/pipeline/maps';
import type { CatalogueEntry, Choice } from './entries.ts';
import type { Provider } from './provider.ts';
import type { StudyCatalogue, StudyProgress, StudyRequest, StudyResult } from './study/api.ts';

export type { CatalogueEntry, Choice, PresetEntry } from './entries.ts';
export type { Provider } from './provider.ts';

/** What computes best, what else could, and why: `why` is a key of the texts. */
export interface Started {
  readonly provider: Provider;
  readonly available: readonly Provider[];
  /** Of WASM; more than 1 in a cross-origin isolated page alone. */
  readonly threads: number;
  readonly why: 'webgpu' | 'no-webgpu' | 'software-webgpu';
  /** Version of ONNX Runtime. */
  readonly runtime: string;
}

/** What a radiograph or network that comes along is called; `openImage` and `openNetwork` take it. */
export interface Phantoms {
  readonly radiographs: readonly string[];
  readonly networks: readonly string[];
}

/** What a reader drew, in pixels of the image. */
export interface Drawn {
  readonly label: string;
  readonly reader: string;
  readonly boxes: readonly Box[];
}

export interface OpenedImage {
  readonly id: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Row-major grey levels, 0 black to `white`; of a colour image its luma. */
  readonly levels: Uint8Array | Uint16Array | Float32Array;
  readonly white: number;
  /** Darkest and brightest level. */
  readonly min: number;
  readonly max: number;
  /** Whether the file holds grey alone. */
  readonly grey: boolean;
  /** What is known of a phantom; empty otherwise. */
  readonly drawn: readonly Drawn[];
}

export interface LayerFacts {
  readonly name: string;
  /** Other names of the same tensor. */
  readonly aliases: readonly string[];
  readonly dims: readonly number[];
}

/** What is known of a network, whether it is a guess or not, and from where. */
export interface KnownFact {
  readonly fact: NetworkFact;
  readonly origin: Origin;
}

export interface OpenedNetwork {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly architecture: string;
  /** One for each class. */
  readonly labels: readonly string[];
  readonly activation: 'sigmoid' | 'softmax' | 'none';
  /** Of the image that it sees. */
  readonly input: { readonly width: number; readonly height: number; readonly channels: number };
  /** In graph order. */
  readonly layers: readonly LayerFacts[];
  /** Name of the default target layer. */
  readonly layer?: string;
  /** All that a form may set: the facts in force. */
  readonly card: ModelCard;
  readonly facts: readonly KnownFact[];
  readonly stored: 'float32' | 'float16';
  /** Size of the file. */
  readonly bytes: number;
}

export interface MethodEntry extends CatalogueEntry {
  readonly form: 'expression' | 'perturbation' | 'host' | 'combinator';
  /** Of a combinator: what it is made of. */
  readonly takes?: 'one' | 'many';
  /** A map at a layer, or an attribution to each pixel. */
  readonly gives: 'map' | 'attribution';
}

export interface Catalogue {
  readonly methods: readonly MethodEntry[];
  readonly segmenters: readonly CatalogueEntry[];
  readonly metrics: readonly CatalogueEntry[];
  readonly filters: readonly CatalogueEntry[];
  /** JSON schema of how a raw map is finished. */
  readonly map: object;
  readonly colourMaps: readonly string[];
}

export interface MapRequest {
  readonly image: string;
  readonly network: string;
  readonly method: MethodInFull;
  /** How the raw map is finished, where the method or its preset is not to say. */
  readonly map?: Partial<MapOptions>;
  /** What the finished map goes through, in this order. */
  readonly filters?: readonly Choice[];
  /** Names of layers; the network's default without. */
  readonly layer?: string | readonly string[];
  readonly target: number | 'top1';
  /** The most masks that a method of perturbation scores. */
  readonly budget?: number;
  /** What computes it; the best that there is without. */
  readonly provider?: Provider;
}

export interface MadeMap {
  /** By which the worker knows it: the same request has the same. */
  readonly key: string;
  /** `grad-cam`, `finer(grad-cam)`. */
  readonly method: string;
  readonly target: number;
  readonly label: string;
  readonly logits: Float32Array;
  readonly probabilities: Float32Array;
  readonly layer: string;
  /** Images that went through the network. */
  readonly passes: number;
  /** In the network. */
  readonly milliseconds: number;
  readonly provider: string;
  /** float32 [1,h,w], or [C,H,W] for an attribution. */
  readonly raw: { readonly dims: readonly number[]; readonly data: Float32Array };
  /** float32 [height,width] of the image, 0 to 1. */
  readonly map: Float32Array;
  readonly blank?: BlankReason;
  /** What nobody stated of all that it hangs on. */
  readonly guessed: readonly NetworkFact[];
  /** Of a method of perturbation: how many masks, and how. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** `running` counts masks, of a method that has any. */
export interface Progress {
  readonly stage: 'waiting' | 'opening' | 'running';
  readonly done?: number;
  readonly total?: number;
}

export interface FoundRegion {
  readonly box: Box;
  readonly area: number;
  readonly meanHeat: number;
  readonly score: number;
  readonly contours: readonly Polygon[];
}

export interface Segmented {
  /** Best first. */
  readonly regions: readonly FoundRegion[];
  /** uint8 [height,width]: 1 in a region. */
  readonly mask: Uint8Array;
  readonly thresholds: readonly number[];
  readonly blank?: BlankReason;
  readonly milliseconds: number;
}

export type Shape = { readonly box: Box } | { readonly polygon: Polygon };

export interface Score {
  /** A metric's id, with the name of the number for one that gives several. */
  readonly id: string;
  readonly title: string;
  readonly value: number | null;
  /** Why there is none. */
  readonly reason?: string;
  readonly direction: 'higher' | 'lower' | 'none';
  readonly range: readonly [number, number];
}

export type ExportFormat = 'png' | 'svg' | 'npy' | 'csv' | 'coco' | 'study';

/** What is on screen, as far as files show it. */
export interface Scene {
  readonly maps: readonly string[];
  readonly colourMap: string;
  /** Share of the map's colour, 0 to 1. */
  readonly opacity: number;
  /** Heat below it is clear, 0 to 1; 0 without. */
  readonly cut?: number;
  /** Share of the pixels with any heat that reach up to the hottest colour; all without. */
  readonly reach?: number;
  /** Levels shown black and white, whichever is the brighter; the darkest and brightest without. */
  readonly window?: readonly [number, number];
  readonly segmenter?: Choice;
  readonly shapes: readonly Shape[];
}

export interface ExportedFile {
  readonly name: string;
  readonly type: string;
  readonly content: Blob;
}

/** The worker, as the page sees it through comlink. Calls are served in order; each rejects with a CamscopeError. */
export interface Workshop {
  /** What the runtime was started on: the best that there is. */
  start(): Promise<Started>;
  phantoms(): Promise<Phantoms>;
  catalogue(): Promise<Catalogue>;
  openImage(file: Blob | { readonly phantom: string }, name: string): Promise<OpenedImage>;
  closeImage(id: string): Promise<void>;
  /** @param card YAML or JSON, as `camscope inspect --card` writes it. */
  openNetwork(file: Blob | { readonly phantom: string }, name: string, card?: string): Promise<OpenedNetwork>;
  /** The same file under another card: facts set in a form. The network has a new id, the old one is closed. */
  reopenNetwork(id: string, card: ModelCard): Promise<OpenedNetwork>;
  closeNetwork(id: string): Promise<void>;
  /** The card as a file, YAML. */
  cardOf(id: string): Promise<string>;
  /** @param progress through `comlink.proxy`. */
  explain(request: MapRequest, progress?: (at: Progress) => void): Promise<MadeMap>;
  /** Ends what runs and what waits; their promises reject with INTERRUPTED. */
  cancel(): Promise<void>;
  segment(key: string, segmenter: Choice): Promise<Segmented>;
  /** Every metric that reads regions, against shapes drawn by hand. */
  measure(key: string, segmenter: Choice, drawn: readonly Shape[]): Promise<readonly Score[]>;
  exported(scene: Scene, format: ExportFormat): Promise<readonly ExportedFile[]>;
  forgetMap(key: string): Promise<void>;
  studyCatalogue(): Promise<StudyCatalogue>;
  /**
   * Runs a study in its turn. Cancelled, it gives what is done by then.
   * @param tell through `comlink.proxy`.
   */
  runStudy(request: StudyRequest, tell: (at: StudyProgress) => void): Promise<StudyResult>;
  /** Files as a zip below a folder. */
  zipped(files: ReadonlyMap<string, Blob>, folder: string): Promise<Blob>;
  /** An image of which the worker keeps nothing. */
  decoded(file: Blob, name: string): Promise<Raster>;
  /** Tells the URLs that the worker has fetched, and those that it will. @param tell through `comlink.proxy`. */
  fetched(tell: (urls: readonly string[]) => void): Promise<void>;
}
