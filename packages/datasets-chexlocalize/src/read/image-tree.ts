import { join, parse } from 'node:path';
import { ofOption } from '@camscope/datasets-common';
import { readFolder } from '@camscope/files-node';

const IMAGE = /\.(jpe?g|png|tiff?|dcm)$/i;
const PATIENT = /^patient\d+$/;
/** Folders between the one given and the patients', such as `CheXpert-v1.0/valid`. */
const DEPTH = 3;

/** The image files of a copy of the data. */
export interface ImageTree {
  /**
   * The file of `patientN_studyM_viewK_frontal`: below the patient's folder, else one of that name. Of several, the first.
   * @throws CamscopeError FILE_UNREADABLE, INTERRUPTED.
   */
  find(id: string): Promise<string | undefined>;
}

/**
 * Finds the patients' folders, and image files beside them, in a folder and those below it. Studies are listed as they
 * are asked for.
 * @throws CamscopeError FILE_UNREADABLE, INTERRUPTED.
 */
export async function openImageTree(root: string, signal?: AbortSignal): Promise<ImageTree> {
  const asked = ofOption('chexlocalize', 'images', signal);
  const patients = new Map<string, string[]>();
  const flat = new Map<string, string>();
  await walk(root, 0);
  const listed = new Map<string, ReadonlyMap<string, string>>();
  return {
    async find(id) {
      const [patient, study, ...view] = id.split('_');
      for (const folder of patients.get(patient) ?? []) {
        const image = (await imagesOf(folder, study)).get(view.join('_'));
        if (image !== undefined) return image;
      }
      return flat.get(id);
    },
  };

  async function walk(folder: string, depth: number): Promise<void> {
    for (const entry of await readFolder(folder, asked)) {
      const path = join(folder, entry.name);
      const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && !IMAGE.test(entry.name));
      if (!isFolder) keepFirst(flat, path);
      else if (PATIENT.test(entry.name))
        patients.set(entry.name, [...(patients.get(entry.name) ?? []), path]);
      else if (depth < DEPTH) await walk(path, depth + 1);
    }
  }

  /** By file name without extension; none where the patient has no such study. */
  async function imagesOf(patient: string, study: string): Promise<ReadonlyMap<string, string>> {
    const folder = join(patient, study);
    const known = listed.get(folder);
    if (known) return known;
    const images = new Map<string, string>();
    const studies = await readFolder(patient, asked);
    if (studies.some(({ name }) => name === study))
      for (const { name } of await readFolder(folder, asked)) keepFirst(images, join(folder, name));
    listed.set(folder, images);
    return images;
  }
}

function keepFirst(images: Map<string, string>, path: string): void {
  const { name } = parse(path);
  if (IMAGE.test(path) && !images.has(name)) images.set(name, path);
}
