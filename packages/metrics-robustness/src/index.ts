import { definePlugin } from '@camscope/core';
import { maxSensitivity } from './max-sensitivity.ts';
import {
  relativeInputStability,
  relativeOutputStability,
  relativeRepresentationStability,
} from './relative-stability.ts';

export { maxSensitivity, relativeInputStability, relativeOutputStability, relativeRepresentationStability };

export default definePlugin({
  name: '@camscope/metrics-robustness',
  apiVersion: 1,
  contributes: [
    maxSensitivity,
    relativeInputStability,
    relativeOutputStability,
    relativeRepresentationStability,
  ],
});
