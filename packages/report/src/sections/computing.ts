import type { Context } from '../analysis/context.ts';
import { prose, type Section } from '../html/section.ts';
import { markup } from '../text/markup.ts';
import { fixed } from '../text/numbers.ts';

/** How the numbers were computed: what every interval and test in the report rests on. */
export function computingSection({ options, primary }: Context): Section | undefined {
  if (!primary) return undefined;
  const { level, replicates, seed, alpha, minimumCoverage, equalWithin } = options;
  return {
    id: 'computing',
    title: 'How it was computed',
    blocks: [
      prose(markup`<p>Intervals are ${100 * level}% BCa bootstrap intervals (bias-corrected and accelerated) with ${replicates} replicates and seed ${seed}; patients are drawn, with all their images, and a replicate without a value is left out and counted in the CSV files. Where the patient is unknown, the image stands for it. A measure of classification that has an interval in closed form has that one where every image is another patient’s, and else percentiles of the replicates.</p>
<p>Methods are compared pairwise by the Wilcoxon signed-rank test, in each network on patients’ means; the networks’ tests are combined by Stouffer’s method with their correlations, and p-values corrected by Holm’s method over all pairs. The test looks at ranks and the interval at means, so that one may find a difference where the other does not. Ranks are compared by Friedman’s test and Nemenyi’s critical difference. “Significant” means a corrected p below ${fixed(alpha, 2)}. Values that lie no further apart than ${String(equalWithin)} are equal in tests and ranks.</p>
<p>Numbers are compared on the same findings: methods with a value for at least ${100 * minimumCoverage}% of them on those that all of these methods have, everything else with them on what it shares with all of them. A method with fewer values stands apart. Means that lie no further apart than half a unit of the last digit shown are ties.</p>
<p>Every trivial answer is held against the methods on its own, with Holm’s correction over the methods; the strongest is the one with the best mean. It was picked after the fact among all of them, which favours it.</p>
<p>Values of several readers on one finding are averaged first. “All findings” gives every finding the same weight, so that frequent pathologies count more. A value that does not exist is shown as a dash with its reason, and is in no mean.</p>`),
    ],
  };
}
