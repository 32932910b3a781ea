const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

/**
 * How fast an error falls with the number of samples: the ratio of its root mean squares over eight seeds, from `few` samples to
 * `many`, as a share of √(many / few). About 1 where it falls as 1/√n; eight seeds tell it within a factor of 2.
 */
export async function convergence(
  errorOf: (samples: number, seed: number) => Promise<number>,
  { few = 8, many = 128 } = {},
): Promise<number> {
  const size = async (samples: number) =>
    Math.hypot(...(await Promise.all(SEEDS.map((seed) => errorOf(samples, seed)))));
  return (await size(few)) / (await size(many)) / Math.sqrt(many / few);
}
