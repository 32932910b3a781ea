import { guessedOf } from '@camscope/engine';
import { countPlan, type OpenStudy, type StudyConfig } from '@camscope/experiment';
import type { CommandContext } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { readAndOpenStudy } from '../study/open.ts';
import { table } from '../terminal/table.ts';
import { count } from '../terminal/words.ts';
import type { ValidateOptions } from '../usage/validate.ts';

const PARTS = ['filters', 'segmenters', 'metrics', 'agreement', 'features', 'classification'] as const;
const NO_OUT = "the study does not say where its results go: give its commands '--out'";

export async function validate(
  study: string,
  options: ValidateOptions,
  context: CommandContext,
): Promise<void> {
  const { io } = context;
  const { opened } = await readAndOpenStudy(study, options, io);
  await opened.close();
  const { config } = opened.study.file;
  if (options.print) io.stdout(options.json ? asJson(config) : await asYaml(config));
  else io.stdout(options.json ? asJson(reportOf(opened)) : inWords(reportOf(opened)));
  if (opened.faults.length > 0) context.exitCode = EXIT.failed;
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A study that is the same one, in the same folder. */
async function asYaml(config: StudyConfig): Promise<string> {
  const { stringify } = await import('yaml');
  // Variables are filled in by now.
  const written = (_: unknown, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('${', () => '$${') : value;
  return stringify(config, written, { lineWidth: 0, aliasDuplicateObjects: false });
}

function reportOf({ study, models, plan, notes, provider }: OpenStudy) {
  return {
    ...countPlan({ plan, study }),
    models: models.map(({ network, methods }, i) => ({
      name: network.name,
      architecture: network.description.architecture,
      origins: network.origins,
      guessed: guessedOf(network),
      methods: methods.map(({ chosen: { name }, compiled: { layer } }) => ({ name, layer, provider })),
      classes: classesOf(plan.models[i].images.flatMap(({ findings }) => findings)).map(
        ([label, target, images]) => ({
          label,
          networkLabel: network.labels[target],
          target,
          images,
        }),
      ),
    })),
    imports: study.imports.map(({ name, model }) => ({ name, model })),
    parts: partsOf(study),
    faithfulness: study.faithfulness?.metrics.map(({ name }) => name) ?? [],
    sanity: study.sanity?.metrics.map(({ name }) => name) ?? [],
    notes: study.file.config.out === undefined ? [...notes, NO_OUT] : notes,
  };
}

function classesOf(findings: readonly { label: string; target: number }[]): [string, number, number][] {
  const classes = new Map<string, [string, number, number]>();
  for (const { label, target } of findings)
    classes.set(label, [label, target, (classes.get(label)?.[2] ?? 0) + 1]);
  return [...classes.values()];
}

function inWords(report: ReturnType<typeof reportOf>): string {
  const models = report.models.flatMap(({ name, architecture, methods, classes }) => [
    `${name} (${architecture})\n\n`,
    table(
      ['method', 'layer', 'provider'],
      methods.map((method) => [method.name, method.layer ?? 'fails', method.provider]),
    ),
    '\n',
    table(
      ['class', "network's label", 'index', 'images'],
      classes.map(({ label, networkLabel, target, images }) => [label, networkLabel, target, images]),
    ),
    '\n',
  ]);
  const { faithfulness, sanity } = report;
  const imports = report.imports.map(({ name, model }) => `${name} (${model})`);
  const steps = Object.entries({ imports, ...report.parts, faithfulness, sanity })
    .filter(([part, names]) => names.length > 0 || part === 'segmenters')
    .map(([part, names]) => `${part}: ${names.join(', ') || 'none'}\n`);
  const notes = report.notes.map((note) => `note: ${note}\n`).join('');
  const total = `${count(report.images, 'image')}, ${count(report.maps, 'map')}, ${count(report.rows, 'row')}\n`;
  return [...models, ...steps, notes, total].join('');
}

function partsOf(study: OpenStudy['study']): Record<string, readonly string[]> {
  return Object.fromEntries(PARTS.map((part) => [part, study[part].map(({ name }) => name)]));
}
