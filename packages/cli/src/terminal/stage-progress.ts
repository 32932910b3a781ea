import type { Progress } from '@camscope/core';
import type { ProgressLine } from './progress-line.ts';
import { duration } from './words.ts';

/**
 * Shows how far a stage is, its pace, and the time left at that pace.
 * @param onBegin is called when a stage begins.
 */
export function stageProgress(line: ProgressLine, onBegin: () => void): Progress {
  return {
    begin(stage, total) {
      onBegin();
      const start = performance.now();
      let done = 0;
      return {
        advance(count = 1) {
          done += count;
          const rate = done / ((performance.now() - start) / 1000);
          const left = duration((total - done) / rate);
          line.show(`${done} of ${total} ${stage}, ${rate.toFixed(1)} per second, ${left} left`);
        },
      };
    },
  };
}
