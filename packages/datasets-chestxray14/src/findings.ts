import { CamscopeError, unknownName } from '@camscope/core';

/** As spelt and ordered in the paper; `No Finding` stands for none of them. */
export const findings = [
  'Atelectasis',
  'Cardiomegaly',
  'Effusion',
  'Infiltration',
  'Mass',
  'Nodule',
  'Pneumonia',
  'Pneumothorax',
  'Consolidation',
  'Edema',
  'Emphysema',
  'Fibrosis',
  'Pleural_Thickening',
  'Hernia',
  'No Finding',
] as const;

/** The box list's other spelling. */
const aliases: ReadonlyMap<string, string> = new Map([['Infiltrate', 'Infiltration']]);

const known: ReadonlySet<string> = new Set(findings);

/**
 * The finding as the labels spell it.
 * @param at `file:line`, shown in the error.
 * @throws CamscopeError DATA_INVALID with the nearest findings.
 */
export function findingOf(name: string, at: string): string {
  const finding = aliases.get(name) ?? name;
  if (known.has(finding)) return finding;
  throw new CamscopeError('DATA_INVALID', `'${name}' is not a finding of ChestX-ray14`, {
    at,
    found: unknownName('finding', name, findings).details.found,
  });
}
