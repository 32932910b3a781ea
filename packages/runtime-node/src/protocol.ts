import type { ErrorCode, ModelSource, Refusal, SessionOptions, Tensor } from '@camscope/core';

/** What the main thread asks of a worker. Requests are served one at a time, in order. */
export interface Requests {
  providers: Record<never, never>;
  open: ModelSource & {
    /** Tried in this order. */
    readonly providers: readonly string[];
    /** Others, which are not to be tried. */
    readonly refused: readonly Refusal[];
    readonly options: Pick<SessionOptions, 'threads' | 'optimization'>;
  };
  run: RunRequest;
  /** Frees the session; the worker can open another. */
  reset: Record<never, never>;
  /** Frees the session and ends the thread. */
  release: Record<never, never>;
}

export interface RunRequest {
  readonly feeds: Readonly<Record<string, Tensor>>;
  readonly fetch: readonly string[];
  /** Feeds that are kept for the runs that follow, by name. */
  readonly keep: readonly string[];
  /** Feeds that were kept before, by name. */
  readonly again: readonly string[];
  /** Memory of feeds that goes back with the reply. */
  readonly lent: readonly ArrayBuffer[];
}

/** What the worker answers. */
export interface Replies {
  providers: readonly string[];
  open: OpenedModel;
  run: Record<string, Tensor>;
  reset: undefined;
  release: undefined;
}

export type RequestKind = keyof Requests;

export type Request = {
  [Kind in RequestKind]: {
    readonly id: number;
    readonly kind: Kind;
    readonly body: Requests[Kind];
    /** One shared word, taken by the worker that starts the request or the caller who withdraws it. */
    readonly claim?: Int32Array;
  };
}[RequestKind];

/** Exactly one for each request, unless it was withdrawn. */
export type Reply = { readonly id: number; readonly lent?: readonly ArrayBuffer[] } & (
  { readonly value: Replies[RequestKind] } | { readonly failure: Failure }
);

export interface OpenedModel {
  readonly provider: string;
  readonly refused: readonly Refusal[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
}

/** What the model declares of an input or output. */
export interface ValueInfo {
  readonly name: string;
  /** ONNX name of the element type; absent when the value is not a tensor. */
  readonly type?: string;
  /** A name, perhaps empty, stands for a size that the model leaves open. */
  readonly dims: readonly (number | string)[];
}

/** A CamscopeError on its way from the worker, which does without core: see session-worker.js. */
export interface Failure {
  readonly code: ErrorCode;
  readonly summary: string;
  readonly asked?: string;
  readonly found?: string;
  readonly fix?: string;
  readonly cause?: Error;
}

/** What a worker is started with. */
export interface WorkerStart {
  /** See exit-guard.ts. */
  readonly activity: Int32Array;
  /** See in-turn.js. */
  readonly turn: Int32Array;
}
