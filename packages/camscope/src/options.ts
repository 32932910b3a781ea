import type { Annotation, Box, MethodSpec, ModelCard, Plugin, Precision, Raster } from '@camscope/core';
import type { MapOptions } from '@camscope/pipeline/maps';

export interface OpenOptions {
  /** What the ONNX file does not say: a model card, or the path of one in YAML or JSON. */
  readonly card?: string | ModelCard;
  /** Beyond those that come with camscope: plugins, or names of packages and paths of files (`./mine.ts`). */
  readonly plugins?: readonly (Plugin | string)[];
  /** Execution provider: `cpu`, which is the default, `cuda` or `webgpu`. */
  readonly provider?: string;
  /** Providers to try in turn where that cannot start; none by default. */
  readonly fallback?: readonly string[];
  /** How exact products have to be: a provider that rounds more is refused. `exact` by default. */
  readonly precision?: Precision;
  /** Threads of the network. */
  readonly threads?: number;
  /** Hears what was guessed of the network, and what else was not as asked; a warning of the process by default. */
  readonly tell?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** A method by its id, as tables spell it (`finer(grad-cam)`), or with what it is made of and its options. */
export type Method = MethodSpec;

/** A file (PNG, JPEG, TIFF, WebP, DICOM, JSRT; `.npy`: float32 [C,H,W], ready for the network), or a decoded image. */
export type Image = string | Raster;

export interface ExplainOptions {
  readonly method: Method;
  /** A class by its label or index; by default `top1`, the one with the highest score. */
  readonly target?: string | number;
  /** Target layers or tensors by name or pattern; the network's own by default. Of several, the maps are joined. */
  readonly layer?: string | readonly string[];
  /** How the maps of several layers become one; `mean` by default. */
  readonly aggregate?: 'mean' | 'max';
  /** How the raw map is finished; as the method has it by default. */
  readonly map?: Partial<MapOptions>;
  /** Images, samples or masks in one run, 8 by default. */
  readonly batch?: number;
  /** MiB that one run may take, by an estimate; 64 by default on the CPU. */
  readonly memory?: number;
  /** Masks tried at most, those that vary most first; as many as the method likes by default. */
  readonly budget?: number;
  /** Files of images that a method with `baseline: data` starts from. */
  readonly baseline?: readonly string[];
  readonly signal?: AbortSignal;
}

/** A contribution by its id, or with options; `as` is its name among scores. */
export type Use =
  | string
  | { readonly use: string; readonly as?: string; readonly options?: Readonly<Record<string, unknown>> };

/** What a reader drew, in pixels of the image: boxes, or outlines, a mask or fixations too. */
export type Truth = Box | readonly Box[] | Omit<Annotation, 'label'>;

/** A number, or null and why there is none. */
export interface Score {
  readonly value: number | null;
  readonly reason?: string;
}

/** By the metric's name; of a metric of several numbers by `<name>.<part>`. */
export type Scores = Readonly<Record<string, Score>>;
