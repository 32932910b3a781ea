import type { SessionOptions } from '@camscope/core';
import { deviceOf, dialectOf, type Device, type Dialect } from '@camscope/onnx';

/** The device that a session may run on, where it is known what that needs; a fallback runs the same graph. */
export function deviceFor({ provider, fallback = [] }: SessionOptions): Device | undefined {
  return [provider, ...fallback].map(deviceOf).find((device) => device !== undefined);
}

/** How a graph is written for a session. */
export function dialectFor({ provider, fallback = [] }: SessionOptions): Dialect {
  return dialectOf(provider, ...fallback);
}
