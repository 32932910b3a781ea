import type { SessionOptions } from '@camscope/core';
import { deviceOf, type Device } from '@camscope/onnx';

/** The device that a session may run on, where it is known what that needs; a fallback runs the same graph. */
export function deviceFor({ provider, fallback = [] }: SessionOptions): Device | undefined {
  return [provider, ...fallback].map(deviceOf).find((device) => device !== undefined);
}
