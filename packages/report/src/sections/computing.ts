import type { Context } from '../analysis/context.ts';
import { prose, type Section } from '../html/section.ts';
import { markup } from '../text/markup.ts';
import { fixed } from '../text/numbers.ts';

/** How the numbers were computed: what every interval and test in the report rests on. */
export function computingSection({ options, primary }: Context): Section | undefined {
  if (!primary) return undefined;
  const { level, replicates, seed, alpha, minimumCoverage } = options;
  return {
    id: 'computing',
    title: 'How it was computed',
    blocks: [
      prose(markup`<p>Intervals are ${100 * level}% BCa bootstrap intervals (bias-corrected and accelerated) with ${replicates} replicates and seed ${seed}; patients are drawn, with all their images, and a replicate without a value is left out and counted in the CSV files. Where the patient is unknown, the image stands for it.</p>
<p>Methods are compared pairwise by the Wilcoxon signed-rank test, in each network on patients’ means; the networks’ tests are combined by Stouffer’s method with their correlations, and p-values corrected by Holm’s method over all pairs. The test looks at ranks and the interval at means, so that one may find a difference where the other does not. Ranks are compared by Friedman’s test and Nemenyi’s critical difference. “Significant” means a corrected p below ${fixed(alpha, 2)}. A method with values for less than ${100 * minimumCoverage}% of the cases is described, but not compared.</p>
<p>Values of several readers on one finding are averaged first. “All findings” gives every finding the same weight, so that frequent pathologies count more. A value that does not exist is shown as a dash with its reason, and is in no mean.</p>`),
    ],
  };
}
