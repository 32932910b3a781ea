import { CamscopeError, parseOptions, unknownName, type Explainer, type Registry } from '@camscope/core';
import type { ExplainOptions } from '../usage/explain.ts';

/** A method of the command line. */
export interface ChosenMethod {
  readonly explainer: Explainer;
  /** As they were given; checked. */
  readonly given: Readonly<Record<string, unknown>>;
  /** As the explainer takes them. */
  readonly options: Record<string, unknown>;
}

/**
 * The methods of `--method`, each with its options: `relu=false` goes to every one that has it, `grad-cam.relu=false` to one.
 * @throws CamscopeError NAME_UNKNOWN, CONFIG_INVALID.
 */
export function chosenMethods(
  { method: ids, option }: Pick<ExplainOptions, 'method' | 'option'>,
  { explainer: explainers }: Pick<Registry, 'explainer'>,
): ChosenMethod[] {
  const repeated = ids.find((id, i) => ids.indexOf(id) < i);
  if (repeated !== undefined)
    throw new CamscopeError('CONFIG_INVALID', `The method '${repeated}' is asked for twice`, {
      fix: 'Explain with other options in another call, into another folder',
    });
  const methods = ids.map((id) => explainers.get(id));
  const [common, own] = sorted(option, ids);
  for (const name of Object.keys(common)) checkOption(name, methods);
  return methods.map((explainer) => {
    const isOnly = methods.length === 1;
    const taken = Object.entries(common).filter(([name]) => isOnly || namesOf(explainer).includes(name));
    const given = { ...Object.fromEntries(taken), ...own.get(explainer.id) };
    return { explainer, given, options: parseOptions(explainer, given) };
  });
}

/** Options of all methods, and those of one. */
function sorted(
  option: Readonly<Record<string, unknown>>,
  ids: readonly string[],
): [common: Record<string, unknown>, own: Map<string, Record<string, unknown>>] {
  const common: Record<string, unknown> = {};
  const own = new Map(ids.map((id) => [id, {} as Record<string, unknown>]));
  for (const [key, value] of Object.entries(option)) {
    const [, id, name] = /^([^.]+)\.(.*)$/s.exec(key) ?? [];
    if (id === undefined) common[key] = value;
    else if (own.has(id)) own.get(id)![name] = value;
    else throw unknownName('chosen method', id, ids, `Add --method ${id}, or leave --option ${key}=… out`);
  }
  return [common, own];
}

/** Of one method, its own check tells more. */
function checkOption(name: string, methods: readonly Explainer[]): void {
  const known = [...new Set(methods.flatMap(namesOf))];
  if (methods.length > 1 && !known.includes(name)) throw unknownName('option of these methods', name, known);
}

function namesOf({ options, presets }: Explainer): string[] {
  return [...Object.keys(options.shape), ...(presets ? ['preset'] : [])];
}
