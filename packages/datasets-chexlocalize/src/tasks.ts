/** What CheXlocalize localises, as spelt and ordered in its files. */
export const chexlocalizeTasks = [
  'Enlarged Cardiomediastinum',
  'Cardiomegaly',
  'Lung Lesion',
  'Airspace Opacity',
  'Edema',
  'Consolidation',
  'Atelectasis',
  'Pneumothorax',
  'Pleural Effusion',
  'Support Devices',
] as const;

/** The labels of CheXpert in the order of its files, the ten tasks among them. */
export const chexpertLabels = [
  'No Finding',
  'Enlarged Cardiomediastinum',
  'Cardiomegaly',
  'Airspace Opacity',
  'Lung Lesion',
  'Edema',
  'Consolidation',
  'Pneumonia',
  'Atelectasis',
  'Pneumothorax',
  'Pleural Effusion',
  'Pleural Other',
  'Fracture',
  'Support Devices',
] as const;

/** CheXpert's other spelling of one of them. */
const aliases: ReadonlyMap<string, string> = new Map([['Lung Opacity', 'Airspace Opacity']]);

const tasks: ReadonlySet<string> = new Set(chexlocalizeTasks);
const labels: ReadonlySet<string> = new Set(chexpertLabels);

/** The task as CheXlocalize spells it; undefined for what it does not localise. */
export function taskOf(name: string): string | undefined {
  const task = aliases.get(name) ?? name;
  return tasks.has(task) ? task : undefined;
}

/** The label as CheXlocalize spells it; undefined for what is none of CheXpert's. */
export function labelOf(name: string): string | undefined {
  const label = aliases.get(name) ?? name;
  return labels.has(label) ? label : undefined;
}
