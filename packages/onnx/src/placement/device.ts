import type { OnnxNode } from '../format/node-proto.ts';
import type { KernelRange } from './cuda-kernels.ts';

/** What is known of an execution provider that runs some nodes and leaves others to the CPU. */
export interface Device {
  readonly title: string;
  /** Operators with kernels, those of other domains than ai.onnx as `domain:Operator`. */
  readonly kernels: Readonly<Record<string, readonly KernelRange[]>>;
  /** What the numbers in `kernels` stand for. */
  readonly types: readonly string[];
  /** Operators that it gets written out as others. */
  readonly inlined: ReadonlySet<string>;
  /** Why a node with a kernel runs on the CPU all the same; undefined where it does not. */
  readonly refuses: (node: OnnxNode) => string | undefined;
  /** Bytes that the tensors of one run may take where nobody says how many. */
  readonly memory: number;
}
