import { parse } from 'yaml';
import { z } from 'zod';
import { shellProblems } from './shell.ts';

const container = z.object({
  command: z.array(z.string()),
  env: z.array(z.object({ name: z.string(), value: z.string() })),
});

/** As far as it concerns camscope; the rest is Kubernetes' own. */
const indexedJob = z.object({
  spec: z.object({
    completionMode: z.literal('Indexed'),
    completions: z.int(),
    template: z.object({ spec: z.object({ containers: z.array(container).length(1) }) }),
  }),
});

/** What is wrong with the indexed job of a Kubernetes manifest: its command, and the number of shards that it is told. */
export async function manifestProblems(code: string): Promise<string[]> {
  const { completions, template } = indexedJob.parse(parse(code)).spec;
  const [{ command, env }] = template.spec.containers;
  const told = env.find(({ name }) => name === 'JOB_COMPLETIONS')?.value;
  const problems = await shellProblems(command.join(' '));
  return Number(told) === completions
    ? problems
    : [...problems, `JOB_COMPLETIONS is ${told}, and there are ${completions}`];
}
